import { Duration, SecretValue } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { HttpVersion, ViewerProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  FunctionEventType,
  type IFunction,
  type IResponseHeadersPolicy,
  type IVpcOrigin,
  SecurityPolicyProtocol,
} from 'aws-cdk-lib/aws-cloudfront';
import { VpcOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import { acknowledge } from '../hardened/acknowledge';
import { filePatterns } from './file-patterns';
import type { RequestPolicies } from './request-policies';

export interface DoorDistributionProps {
  /** For people: which door of which store. */
  readonly comment: string;
  /** The first is the door's own. */
  readonly names: readonly [string, ...string[]];
  readonly certificate: ICertificate;
  readonly vpcOrigin: IVpcOrigin;
  /** Name of the secret in us-east-1 whose value goes into `X-Storefort-Door`. */
  readonly doorSecretName: string;
  readonly webAclArn: string;
  readonly policies: RequestPolicies;
  readonly headers: IResponseHeadersPolicy;
  /** Pages with other headers, by path pattern. @default {} */
  readonly headersOfPages?: Readonly<Record<string, IResponseHeadersPolicy>>;
  /** Further path patterns of files. @default [] */
  readonly furtherFiles?: readonly string[];
  readonly ipv6: boolean;
  readonly httpVersion: HttpVersion;
  readonly viewerProtocol: ViewerProtocolPolicy;
  /** Runs before cache and origin. @default - nothing does */
  readonly onRequest?: IFunction;
}

/** Every status CloudFront can be told about: by itself it keeps errors for ten seconds and shows them to everyone. */
const errors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/**
 * One door: TLS 1.2 and 1.3 towards viewers, the VPC origin behind, its own secret in `X-Storefort-Door`, which replaces what
 * a client sends of that name. Pages are never cached, errors neither; files by name are, as long as the host says.
 * What it leaves open: which requests may pass is the web ACL's and the host's; who reads the distribution's configuration
 * reads the secret.
 */
export class DoorDistribution extends Distribution {
  constructor(scope: Construct, id: string, props: DoorDistributionProps) {
    const answer = answers(props);
    super(scope, id, {
      comment: props.comment,
      domainNames: [...props.names],
      certificate: props.certificate,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2025,
      httpVersion: props.httpVersion,
      enableIpv6: props.ipv6,
      webAclId: props.webAclArn,
      defaultBehavior: answer.page(props.headers),
      additionalBehaviors: {
        ...Object.fromEntries(
          Object.entries(props.headersOfPages ?? {}).map(([pattern, headers]) => [pattern, answer.page(headers)]),
        ),
        ...Object.fromEntries(
          [...filePatterns, ...(props.furtherFiles ?? [])].map((pattern) => [pattern, answer.file()]),
        ),
      },
      errorResponses: errors.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    });
    this.acknowledgeWhatStands();
  }

  private acknowledgeWhatStands(): void {
    const by = { owner: 'storefort', reviewBy: '2027-11-01' };
    acknowledge(this, 'AwsSolutions::AwsSolutions-CFR1', {
      ...by,
      reason:
        'where a shop sells to is the merchant’s decision; the staff door is closed by networks, which are narrower',
    });
    acknowledge(this, 'AwsSolutions::AwsSolutions-CFR3', {
      ...by,
      reason:
        'standard logging v2 delivers every request to an encrypted log group of this stack; the rule knows the older logging to S3 only, which cannot leave query strings out',
    });
  }
}

/** How pages and files are answered. */
function answers(props: DoorDistributionProps) {
  const origin = VpcOrigin.withVpcOrigin(props.vpcOrigin, {
    originId: 'load-balancer',
    // A dynamic reference, resolved here in us-east-1: no template, output or asset holds the value.
    customHeaders: { 'X-Storefort-Door': SecretValue.secretsManager(props.doorSecretName).unsafeUnwrap() },
    // Imports and reports of wp-admin take long; 60 s is the most CloudFront grants unasked.
    readTimeout: Duration.seconds(60),
    keepaliveTimeout: Duration.seconds(30),
  });
  const every = {
    origin,
    viewerProtocolPolicy: props.viewerProtocol,
    ...(props.onRequest && {
      functionAssociations: [{ function: props.onRequest, eventType: FunctionEventType.VIEWER_REQUEST }],
    }),
  };
  return {
    page: (responseHeadersPolicy: IResponseHeadersPolicy): BehaviorOptions => ({
      ...every,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: props.policies.everything,
      responseHeadersPolicy,
      // The host compresses pages: CloudFront does it only to what it may keep.
      compress: false,
    }),
    file: (): BehaviorOptions => ({
      ...every,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: props.policies.files,
      originRequestPolicy: props.policies.address,
      responseHeadersPolicy: props.headers,
      compress: true,
    }),
  };
}
