import { HttpVersion, type IDistribution, ViewerProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { namesOf } from '../config/names';
import { DoorDistribution } from './door-distribution';
import { DoorHeaders } from './door-headers';
import type { DoorParts } from './door-parts';
import { DoorRecords } from './door-records';
import { DoorWebAcl, redactedFieldsOf } from './door-web-acl';
import { adminFilePatterns } from './file-patterns';
import { staffPermissions } from './page-policies';
import { isApex } from './shop-names';
import { ViewerCertificate } from './viewer-certificate';

/** WCPOS's own desktop program frames them: sign-in and checkout of tills. WCPOS says who may, not we. */
const tillPages = '/wcpos-*';

/**
 * wp-admin and tills, for known networks. Its name points here at once: it is new, nobody is turned away by it, and staff
 * fills and tries the shop at its new home before shoppers come.
 */
export class StaffDoor extends Construct {
  readonly distribution: IDistribution;

  constructor(scope: Construct, id: string, parts: DoorParts) {
    super(scope, id);
    const { store, doors, vpcOrigin, policies, logs, watch, topic } = parts;
    const { zone } = store.dns;
    const names = [store.staffHost] as const;
    // Who comes by IPv6 is let in by an IPv6 network only: without one the address would but delay each visit.
    const ipv6 = store.staff.networks.some((network) => network.includes(':'));
    const webAcl = new DoorWebAcl(this, 'WebAcl', { store, door: 'staff', doors });
    const { certificate } = new ViewerCertificate(this, 'Certificate', { names, zone, topic });
    const headers = { permissions: staffPermissions(), includeSubdomains: !isApex(store.staffHost, store.dns) };
    const distribution = new DoorDistribution(this, 'Distribution', {
      comment: `${store.name}: staff door`,
      names,
      certificate,
      vpcOrigin,
      doorSecretName: namesOf(store).doorSecrets.staff,
      webAclArn: webAcl.webAclArn,
      policies,
      headers: new DoorHeaders(this, 'Headers', headers),
      headersOfPages: { [tillPages]: new DoorHeaders(this, 'TillHeaders', { ...headers, ownFramesOnly: false }) },
      furtherFiles: adminFilePatterns,
      ipv6,
      // Certificates of devices, which come later, cannot be shown over HTTP/3.
      httpVersion: HttpVersion.HTTP2,
      viewerProtocol: ViewerProtocolPolicy.HTTPS_ONLY,
    });
    if (zone !== 'external') new DoorRecords(this, 'Records', { names, zone, distribution, ipv6 });
    // A receipt printer's token is part of its path; the host's own log has the path, redacted.
    logs.recordRequests('Staff', distribution, { pathHoldsTokens: true });
    logs.recordStopped('Staff', webAcl.webAclArn, redactedFieldsOf('staff'));
    watch.watch({ id: 'Staff', distribution, webAclMetricName: webAcl.metricName, mostStopped: 500 });
    this.distribution = distribution;
  }
}
