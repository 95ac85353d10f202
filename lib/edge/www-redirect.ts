import { Function, FunctionCode, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/**
 * The program that sends `www.` to the domain: path and query stay as they were, and a method other than GET and HEAD is
 * kept (308). It runs before cache and origin, which know the domain only. JavaScript as CloudFront Functions have it.
 *
 * @param domain lower case, as the store file has it
 */
export function redirectCode(domain: string): string {
  return `function handler(event) {
  var request = event.request;
  var host = request.headers.host;
  if (!host || host.value.toLowerCase() !== 'www.${domain}') return request;
  var pairs = [];
  for (var name in request.querystring) {
    var given = request.querystring[name];
    (given.multiValue || [given]).forEach(function (each) {
      pairs.push(each.value === '' ? name : name + '=' + each.value);
    });
  }
  var read = request.method === 'GET' || request.method === 'HEAD';
  return {
    statusCode: read ? 301 : 308,
    statusDescription: read ? 'Moved Permanently' : 'Permanent Redirect',
    headers: {
      location: { value: 'https://${domain}' + request.uri + (pairs.length > 0 ? '?' + pairs.join('&') : '') },
      'cache-control': { value: 'max-age=3600' },
      'strict-transport-security': { value: 'max-age=63072000' },
    },
  };
}
`;
}

export interface WwwRedirectProps {
  readonly domain: string;
}

/** Sends shoppers who typed `www.` to the domain, so that there is one shop, one cookie and one certificate at the origin. */
export class WwwRedirect extends Function {
  constructor(scope: Construct, id: string, { domain }: WwwRedirectProps) {
    super(scope, id, {
      comment: `www.${domain} to ${domain}`,
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(redirectCode(domain)),
    });
  }
}
