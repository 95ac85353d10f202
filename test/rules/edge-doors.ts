import { allOf, type EdgeRow, edgeRows } from '../support/edge-rows';
import type { Rule, Variant } from '../support/template';

type Door = 'Shop' | 'Staff';

const files = [
  '/wp-content/uploads/*',
  '/wp-includes/*',
  '/wp-content/*.avif',
  '/wp-content/*.css',
  '/wp-content/*.gif',
  '/wp-content/*.ico',
  '/wp-content/*.jpeg',
  '/wp-content/*.jpg',
  '/wp-content/*.js',
  '/wp-content/*.mjs',
  '/wp-content/*.png',
  '/wp-content/*.svg',
  '/wp-content/*.ttf',
  '/wp-content/*.wasm',
  '/wp-content/*.webp',
  '/wp-content/*.woff',
  '/wp-content/*.woff2',
];
const adminFiles = ['/wp-admin/css/*', '/wp-admin/images/*', '/wp-admin/js/*'];

/** AWS's own policy CachingDisabled: every lifetime is 0. */
const nothingKept = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const neverKeptErrors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** Everything the two doors have in common. */
function config(door: Door, variant: Variant) {
  const from = variant.region === 'us-east-1' ? 'network' : `network@${variant.region}`;
  const TargetOriginId = 'load-balancer';
  const every = {
    TargetOriginId,
    ViewerProtocolPolicy: door === 'Shop' ? 'redirect-to-https' : 'https-only',
    ...(door === 'Shop' &&
      variant.apex && { FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: 'ShopWww.FunctionARN' }] }),
  };
  const page = (headers: string) => ({
    ...every,
    AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    CachePolicyId: nothingKept,
    OriginRequestPolicyId: 'RequestsEverything',
    ResponseHeadersPolicyId: headers,
    Compress: false,
  });
  const file = (PathPattern: string) => ({
    ...every,
    PathPattern,
    AllowedMethods: ['GET', 'HEAD'],
    CachePolicyId: 'RequestsFiles',
    OriginRequestPolicyId: 'RequestsAddress',
    ResponseHeadersPolicyId: `${door}Headers`,
    Compress: true,
  });
  return {
    page,
    file,
    common: {
      Enabled: true,
      ViewerCertificate: {
        AcmCertificateArn: `${door}Certificate`,
        MinimumProtocolVersion: 'TLSv1.2_2025',
        SslSupportMethod: 'sni-only',
      },
      CustomErrorResponses: neverKeptErrors.map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
      WebACLId: `${door}WebAcl.Arn`,
      Origins: [
        {
          Id: TargetOriginId,
          DomainName: `${from}/LoadBalancer.DNSName`,
          OriginCustomHeaders: [
            {
              HeaderName: 'X-Storefort-Door',
              HeaderValue: `{{resolve:secretsmanager:storefort/${variant.name}/${door.toLowerCase()}-door-g1:SecretString:::}}`,
            },
          ],
          VpcOriginConfig: {
            VpcOriginId: `${from}/Origin.Id`,
            OriginReadTimeout: 60,
            OriginKeepaliveTimeout: 30,
          },
        },
      ],
      DefaultCacheBehavior: page(`${door}Headers`),
    },
  };
}

const distributions: EdgeRow[] = [
  [
    'the shop door: everyone, by HTTP/3 and IPv6 too, in TLS 1.2 and up; pages and errors never kept, files as the host says',
    'AWS::CloudFront::Distribution',
    'ShopDistribution',
    (variant) => {
      const { common, file } = config('Shop', variant);
      return {
        DistributionConfig: {
          ...common,
          Comment: `${variant.name}: shop door`,
          Aliases: variant.apex ? ['shop.example.com', 'www.shop.example.com'] : ['shop.example.com'],
          HttpVersion: 'http2and3',
          IPV6Enabled: true,
          CacheBehaviors: files.map(file),
        },
      };
    },
  ],
  [
    'the staff door: TLS only, IPv6 where staff has it, frames of tills by their own headers',
    'AWS::CloudFront::Distribution',
    'StaffDistribution',
    (variant) => {
      const { common, file, page } = config('Staff', variant);
      return {
        DistributionConfig: {
          ...common,
          Comment: `${variant.name}: staff door`,
          Aliases: ['staff.example.com'],
          HttpVersion: 'http2',
          IPV6Enabled: variant.staffIpv6 === true,
          CacheBehaviors: [
            { ...page('StaffTillHeaders'), PathPattern: '/wcpos-*' },
            ...[...files, ...adminFiles].map(file),
          ],
        },
      };
    },
  ],
];

export const edgeDoorRules: Rule[] = [
  ...edgeRows(distributions),
  allOf('AWS::CloudFront::Distribution', () => ['ShopDistribution', 'StaffDistribution']),
];
