import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';

export interface HomeCertificateProps {
  readonly store: StoreConfig;
}

/**
 * The load balancer's certificate, for both doors: CloudFront checks it against the Host that it forwards. With a
 * hosted zone CloudFormation writes the records that prove the names. With external DNS the deploy of the stack waits
 * until the owner has made the CNAME records which the certificate's page in the ACM console shows, and fails after 72
 * hours without them.
 */
export class HomeCertificate extends Certificate {
  constructor(scope: Construct, id: string, { store }: HomeCertificateProps) {
    super(scope, id, {
      domainName: store.domain,
      subjectAlternativeNames: [store.staffHost],
      validation: CertificateValidation.fromDns(zoneOf(scope, store)),
    });
  }
}

function zoneOf(scope: Construct, { dns: { zone } }: StoreConfig) {
  if (zone === 'external') return undefined;
  return HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: zone.id, zoneName: zone.name });
}
