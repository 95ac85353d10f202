import { EventField } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { NoticeChannel } from '../hardened/notice-channel';

export interface TrustWatchProps {
  /** Keys whose loss is the loss of what they encrypt. */
  readonly keyArns: readonly string[];
  /** Names that certificates are for. */
  readonly hostNames: readonly string[];
  readonly notices: NoticeChannel;
}

/**
 * Tells of who disables a key, schedules its deletion or opens its policy, while there are days left to cancel it; and of a
 * certificate of the home region that is about to end unrenewed, from 45 days before.
 * What it leaves open: calls to KMS are seen only where a CloudTrail trail logs management events, which the account stage makes
 * unless its part is `existing`; certificates of us-east-1 are watched by the edge stack.
 * https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
 * https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html
 */
export class TrustWatch extends Construct {
  constructor(scope: Construct, id: string, props: TrustWatchProps) {
    super(scope, id);
    props.notices.tell('KeyEndangered', {
      description: 'Calls that take a key out of use or change who may use it',
      pattern: {
        source: ['aws.kms'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['kms.amazonaws.com'],
          eventName: ['DisableKey', 'DisableKeyRotation', 'PutKeyPolicy', 'ScheduleKeyDeletion'],
          resources: { ARN: [...props.keyArns] },
        },
      },
      meaning: `${EventField.fromPath('$.detail.eventName')} was called on the key ${EventField.fromPath('$.detail.resources[0].ARN')} by ${EventField.fromPath('$.detail.userIdentity.arn')}.`,
      runbook: 'key-endangered',
    });
    props.notices.tell('CertificateExpiring', {
      description: 'A certificate of the home region that has not been renewed',
      pattern: {
        source: ['aws.acm'],
        detailType: ['ACM Certificate Approaching Expiration', 'ACM Certificate Expired'],
        detail: { CommonName: [...props.hostNames] },
      },
      meaning: `${EventField.fromPath('$.detail-type')}: ${EventField.fromPath('$.detail.CommonName')}.`,
      runbook: 'certificate-expiring',
    });
  }
}
