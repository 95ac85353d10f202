import { Duration } from 'aws-cdk-lib';
import {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';

/** The client's address and port, written by CloudFront over whatever the client sent of that name. */
const viewerAddress = 'CloudFront-Viewer-Address';

/**
 * What CloudFront keeps, and what it tells the origin; both doors use the same.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
 */
export class RequestPolicies extends Construct {
  /** Everything a viewer sent, and its address, which AWS's own AllViewer leaves out. */
  readonly everything: OriginRequestPolicy;
  /** The address only: files need neither cookies nor queries. */
  readonly address: OriginRequestPolicy;
  /**
   * For files. Kept as long as the host says and not at all when it does not say: a page that came by a file's address is
   * never kept. It knows no cookie and of the query `ver` only, so that nobody's version is shown to others; `Host` keeps
   * apart who came by CloudFront's own name.
   */
  readonly files: CachePolicy;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.everything = new OriginRequestPolicy(this, 'Everything', {
      headerBehavior: OriginRequestHeaderBehavior.all(viewerAddress),
      cookieBehavior: OriginRequestCookieBehavior.all(),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
    });
    this.address = new OriginRequestPolicy(this, 'Address', {
      headerBehavior: OriginRequestHeaderBehavior.allowList(viewerAddress),
      cookieBehavior: OriginRequestCookieBehavior.none(),
      queryStringBehavior: OriginRequestQueryStringBehavior.none(),
    });
    this.files = new CachePolicy(this, 'Files', {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      headerBehavior: CacheHeaderBehavior.allowList('Host'),
      cookieBehavior: CacheCookieBehavior.none(),
      queryStringBehavior: CacheQueryStringBehavior.allowList('ver'),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }
}
