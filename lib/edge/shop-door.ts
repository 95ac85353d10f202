import { HttpVersion, type IDistribution, ViewerProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { namesOf } from '../config/names';
import { DoorDistribution } from './door-distribution';
import { DoorHeaders } from './door-headers';
import type { DoorParts } from './door-parts';
import { DoorRecords } from './door-records';
import { DoorWebAcl, redactedFieldsOf } from './door-web-acl';
import { contentSecurityPolicy, shopPermissions } from './page-policies';
import { isApex, shopNames } from './shop-names';
import { ViewerCertificate } from './viewer-certificate';
import { WwwRedirect } from './www-redirect';

const ipv6 = true;

/**
 * Where everyone may look and buy. Its name points here only after the owner's word (`dns.cutover`): until then whoever
 * wants to see it puts an address of the distribution beside the name in their own hosts file.
 */
export class ShopDoor extends Construct {
  readonly distribution: IDistribution;

  constructor(scope: Construct, id: string, parts: DoorParts) {
    super(scope, id);
    const { store, doors, vpcOrigin, policies, logs, watch, topic } = parts;
    const { zone, cutover } = store.dns;
    const names = shopNames(store);
    const webAcl = new DoorWebAcl(this, 'WebAcl', { store, door: 'shop', doors });
    const { certificate } = new ViewerCertificate(this, 'Certificate', { names, zone, topic });
    const distribution = new DoorDistribution(this, 'Distribution', {
      comment: `${store.name}: shop door`,
      names,
      certificate,
      vpcOrigin,
      doorSecretName: namesOf(store).doorSecrets.shop,
      webAclArn: webAcl.webAclArn,
      policies,
      headers: new DoorHeaders(this, 'Headers', {
        permissions: shopPermissions(store),
        // Names below an apex are not ours alone: some may speak no TLS.
        includeSubdomains: !isApex(store.domain, store.dns),
        contentSecurityReportOnly: contentSecurityPolicy(store),
      }),
      ipv6,
      httpVersion: HttpVersion.HTTP2_AND_3,
      viewerProtocol: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      onRequest: names.length > 1 ? new WwwRedirect(this, 'Www', { domain: store.domain }) : undefined,
    });
    if (zone !== 'external' && cutover) new DoorRecords(this, 'Records', { names, zone, distribution, ipv6 });
    logs.recordRequests('Shop', distribution, { pathHoldsTokens: false });
    logs.recordStopped('Shop', webAcl.webAclArn, redactedFieldsOf('shop'));
    watch.watch({ id: 'Shop', distribution, webAclMetricName: webAcl.metricName, mostStopped: 1000 });
    this.distribution = distribution;
  }
}
