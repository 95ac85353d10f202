import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import {
  Certificate,
  CertificateValidation,
  type ICertificate,
  KeyAlgorithm,
} from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { HardenedAlarm } from '../hardened/hardened-alarm';

export interface ViewerCertificateProps {
  /** The first is the subject, the others its alternatives. */
  readonly names: readonly [string, ...string[]];
  readonly zone: StoreConfig['dns']['zone'];
  readonly topic: ITopic;
}

/** ACM renews 45 days before the end or earlier: at 30 two weeks of attempts have failed. */
const fewestDays = 30;

/**
 * The certificate viewers of one door see, proven by DNS, so that ACM renews it by itself as long as the record stands.
 * With external DNS the stack waits until the owner has created the records that ACM shows; CloudFormation gives up after
 * 72 hours. The alarm speaks 30 days before the end, and when ACM stops counting because the end has passed.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-renewal-validation.html
 */
export class ViewerCertificate extends Construct {
  readonly certificate: ICertificate;

  constructor(scope: Construct, id: string, props: ViewerCertificateProps) {
    super(scope, id);
    const { names, zone } = props;
    const [domainName, ...alternatives] = names;
    this.certificate = new Certificate(this, 'Certificate', {
      domainName,
      subjectAlternativeNames: alternatives.length > 0 ? alternatives : undefined,
      // CloudFront takes RSA 2048 and P-256; old till browsers know the first only.
      keyAlgorithm: KeyAlgorithm.RSA_2048,
      transparencyLoggingEnabled: true,
      validation: CertificateValidation.fromDns(
        zone === 'external'
          ? undefined
          : HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: zone.id, zoneName: zone.name }),
      ),
    });
    new HardenedAlarm(this, 'CertificateExpires', {
      metric: this.certificate.metricDaysToExpiry(),
      threshold: fewestDays,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      missingData: TreatMissingData.BREACHING,
      meaning: `The certificate of ${domainName} ends in less than ${fewestDays} days and was not renewed.`,
      runbook: 'certificate-expires',
      topic: props.topic,
    });
  }
}
