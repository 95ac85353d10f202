import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge';

export interface HardenedTopicProps {
  /** A key that lets `publishers` use it: see `HardenedKey.allowPublishing`. */
  readonly key: IKey;
  /** Each of them must confirm a mail once. */
  readonly emails: readonly string[];
  /** Services of this account that may publish, such as `cloudwatch.amazonaws.com`. */
  readonly publishers: readonly string[];
}

/** Where alarms become mail: encrypted, TLS only, and open to named services of this account alone. */
export class HardenedTopic extends Topic {
  constructor(scope: Construct, id: string, props: HardenedTopicProps) {
    super(scope, id, { masterKey: props.key, enforceSSL: true });
    for (const email of props.emails) {
      acknowledge(this.addSubscription(new EmailSubscription(email)), 'Serverless::Serverless-SNSRedrivePolicy', {
        reason:
          'mail is handed over and not retried, so a queue would stay empty; the alarm itself keeps its state, and a person reads it there',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      });
    }
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Publishers',
        effect: Effect.ALLOW,
        principals: props.publishers.map((service) => new ServicePrincipal(service)),
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
