import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

export interface DoorHeadersProps {
  /** Value of `Permissions-Policy`. */
  readonly permissions: string;
  /** Whether names below the door's own must be reached by TLS too, for two years, in every browser that came here. */
  readonly includeSubdomains: boolean;
  /**
   * False only where a program frames our pages on purpose.
   * @default true
   */
  readonly ownFramesOnly?: boolean;
  /** @default - no such header */
  readonly contentSecurityReportOnly?: string;
}

/** Tell strangers which programs run here. CloudFront writes a `Server` of its own. */
const versions = ['Server', 'X-Pingback', 'X-Powered-By', 'X-Redirect-By'];

/**
 * What every answer of a door says to browsers, whatever the shop's code said: TLS for two years, no guessing of types, no
 * full address to other sites, no frames around us. No preload list: a name there is hard to take off again.
 */
export class DoorHeaders extends ResponseHeadersPolicy {
  constructor(scope: Construct, id: string, props: DoorHeadersProps) {
    const { ownFramesOnly = true, contentSecurityReportOnly } = props;
    super(scope, id, {
      securityHeadersBehavior: {
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(730),
          includeSubdomains: props.includeSubdomains,
          override: true,
        },
        contentTypeOptions: { override: true },
        referrerPolicy: {
          referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
          override: true,
        },
        ...(ownFramesOnly && {
          frameOptions: { frameOption: HeadersFrameOption.SAMEORIGIN, override: true },
          contentSecurityPolicy: { contentSecurityPolicy: "frame-ancestors 'self'", override: true },
        }),
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'Permissions-Policy', value: props.permissions, override: true },
          ...(contentSecurityReportOnly === undefined
            ? []
            : [
                {
                  header: 'Content-Security-Policy-Report-Only',
                  value: contentSecurityReportOnly,
                  override: true,
                },
              ]),
        ],
      },
      removeHeaders: versions,
    });
  }
}
