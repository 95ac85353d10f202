import { expect } from 'expect';
import { allOf, type EdgeRow, edgeRows } from '../support/edge-rows';
import type { Rule, Variant } from '../support/template';

/** Unique in the account: it begins with the store. */
const named = ({ name }: Variant) => ({
  Name: expect.stringMatching(new RegExp(`^${name.replaceAll('-', '')}[Ee]dge[A-Za-z0-9-]{1,60}$`)) as unknown,
});
const twoYears = 63_072_000;

const requests: EdgeRow[] = [
  [
    'the origin is told everything a viewer sent, and the viewer’s address',
    'AWS::CloudFront::OriginRequestPolicy',
    'RequestsEverything',
    (variant) => ({
      OriginRequestPolicyConfig: {
        ...named(variant),
        HeadersConfig: {
          HeaderBehavior: 'allViewerAndWhitelistCloudFront',
          Headers: ['CloudFront-Viewer-Address'],
        },
        CookiesConfig: { CookieBehavior: 'all' },
        QueryStringsConfig: { QueryStringBehavior: 'all' },
      },
    }),
  ],
  [
    'who asks for a file shows the origin an address and no cookie',
    'AWS::CloudFront::OriginRequestPolicy',
    'RequestsAddress',
    (variant) => ({
      OriginRequestPolicyConfig: {
        ...named(variant),
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['CloudFront-Viewer-Address'] },
        CookiesConfig: { CookieBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'none' },
      },
    }),
  ],
  [
    'a file is kept only as long as the host says, by host, path and version',
    'AWS::CloudFront::CachePolicy',
    'RequestsFiles',
    (variant) => ({
      CachePolicyConfig: {
        ...named(variant),
        MinTTL: 0,
        DefaultTTL: 0,
        MaxTTL: 31_536_000,
        ParametersInCacheKeyAndForwardedToOrigin: {
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Host'] },
          CookiesConfig: { CookieBehavior: 'none' },
          QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['ver'] },
          EnableAcceptEncodingGzip: true,
          EnableAcceptEncodingBrotli: true,
        },
      },
    }),
  ],
];

/** What all answers say; names below an apex are not ours alone. */
const always = (includeSubdomains: boolean) => ({
  StrictTransportSecurity: { AccessControlMaxAgeSec: twoYears, IncludeSubdomains: includeSubdomains, Override: true },
  ContentTypeOptions: { Override: true },
  ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: true },
});
const ownFrames = {
  FrameOptions: { FrameOption: 'SAMEORIGIN', Override: true },
  ContentSecurityPolicy: { ContentSecurityPolicy: "frame-ancestors 'self'", Override: true },
};
const noVersions = {
  Items: ['Server', 'X-Pingback', 'X-Powered-By', 'X-Redirect-By'].map((Header) => ({ Header })),
};
const header = (Header: string, Value: string) => ({ Header, Value, Override: true });

const shopPermissions =
  'camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), serial=(), usb=(), ' +
  'payment=(self "https://js.stripe.com")';
const staffPermissions =
  'display-capture=(), geolocation=(), microphone=(), midi=(), ' +
  'camera=(self), hid=(self), payment=(self), serial=(self), usb=(self)';
const stripePages =
  "default-src 'self'; script-src 'self' 'unsafe-inline' https://*.js.stripe.com https://js.stripe.com; " +
  "style-src 'self' 'unsafe-inline'; img-src 'self' data: https://secure.gravatar.com https://*.stripe.com; " +
  "font-src 'self' data:; connect-src 'self' https://api.stripe.com; " +
  "frame-src 'self' https://*.js.stripe.com https://hooks.stripe.com https://js.stripe.com; " +
  "form-action 'self'; base-uri 'self'; object-src 'none'";

const headers: EdgeRow[] = [
  [
    'the shop’s answers: TLS for two years, framed by itself only, no device senses, what its pages load reported',
    'AWS::CloudFront::ResponseHeadersPolicy',
    'ShopHeaders',
    (variant) => ({
      ResponseHeadersPolicyConfig: {
        ...named(variant),
        SecurityHeadersConfig: { ...always(variant.apex !== true), ...ownFrames },
        CustomHeadersConfig: {
          Items: [
            header('Permissions-Policy', shopPermissions),
            header('Content-Security-Policy-Report-Only', stripePages),
          ],
        },
        RemoveHeadersConfig: noVersions,
      },
    }),
  ],
  [
    'the staff door’s answers: the same, with the devices that tills use',
    'AWS::CloudFront::ResponseHeadersPolicy',
    'StaffHeaders',
    (variant) => ({
      ResponseHeadersPolicyConfig: {
        ...named(variant),
        SecurityHeadersConfig: { ...always(true), ...ownFrames },
        CustomHeadersConfig: { Items: [header('Permissions-Policy', staffPermissions)] },
        RemoveHeadersConfig: noVersions,
      },
    }),
  ],
  [
    'till pages say nothing of frames: WCPOS’s desktop program frames them',
    'AWS::CloudFront::ResponseHeadersPolicy',
    'StaffTillHeaders',
    (variant) => ({
      ResponseHeadersPolicyConfig: {
        ...named(variant),
        SecurityHeadersConfig: always(true),
        CustomHeadersConfig: { Items: [header('Permissions-Policy', staffPermissions)] },
        RemoveHeadersConfig: noVersions,
      },
    }),
  ],
];

const redirect: EdgeRow[] = [
  [
    'www. is sent to the domain by a program; what it does is tested by running it',
    'AWS::CloudFront::Function',
    'ShopWww',
    ({ name }) => ({
      Name: expect.stringContaining(`${name.replaceAll('-', '')}Edge`) as unknown,
      AutoPublish: true,
      FunctionConfig: { Comment: 'www.shop.example.com to shop.example.com', Runtime: 'cloudfront-js-2.0' },
      FunctionCode: expect.stringContaining("'www.shop.example.com'") as unknown,
    }),
    ({ apex }) => apex === true,
  ],
];

export const edgePolicyRules: Rule[] = [
  ...edgeRows([...requests, ...headers, ...redirect]),
  allOf('AWS::CloudFront::ResponseHeadersPolicy', () => ['ShopHeaders', 'StaffHeaders', 'StaffTillHeaders']),
  allOf('AWS::CloudFront::CachePolicy', () => ['RequestsFiles']),
  allOf('AWS::CloudFront::OriginRequestPolicy', () => ['RequestsAddress', 'RequestsEverything']),
  allOf('AWS::CloudFront::Function', ({ apex }) => (apex ? ['ShopWww'] : [])),
];
