import { Duration, Stack } from 'aws-cdk-lib';
import { EventField, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type VerifyBackupEvent, verifyBackupEnvironment } from '../../lambdas/verify-backup/contract';
import { version } from '../../package.json';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from '../hardened/acknowledge';
import { HardenedFunction } from '../hardened/hardened-function';
import { HardenedSchedule } from '../hardened/hardened-schedule';
import { VerificationAlarms } from './verification-alarms';
import { expectationsOf, type ProvenBackups } from './verify-backup-expectations';
import { exportFolder, verifyBackupPermissions } from './verify-backup-permissions';

export interface VerifyBackupProps {
  readonly store: StoreConfig;
  /** Encrypts logs and environment. */
  readonly key: IKey;
  readonly proven: ProvenBackups;
  /** Keeps events that could not be handed over; messages in it raise an alarm. */
  readonly undelivered: IQueue;
  readonly topic: ITopic;
}

/** After the export of the night and before the working day ends, in the store's time zone. */
const dailySchedule = 'cron(30 9 * * ? *)';

/**
 * Reads every export when its manifest arrives, and everything there is to prove once a day: what is found becomes evidence and a
 * metric, and a failure or a silence an alarm. The expectations come with each event: they are too large for an environment, and
 * whoever changes them changes a template.
 * What it leaves open: it reads what AWS says of recovery points, not what is in them, which the drills do.
 */
export class VerifyBackup extends Construct {
  private readonly props: VerifyBackupProps;
  private readonly verify: HardenedFunction;

  constructor(scope: Construct, id: string, props: VerifyBackupProps) {
    super(scope, id);
    this.props = props;
    const { store, proven, topic } = props;
    const { metricNamespace } = namesOf(store);
    this.verify = new HardenedFunction(this, 'Function', {
      store,
      name: 'verify-backup',
      description: 'Proves exports, recovery points, locks and keys',
      key: props.key,
      environment: {
        [verifyBackupEnvironment.metricNamespace]: metricNamespace,
        [verifyBackupEnvironment.version]: version,
      },
      timeout: Duration.minutes(15),
      // One whole processor: dumps are unpacked and read to the last row.
      memoryMiB: 1769,
      onError: { topic, runbook: 'verification-missing' },
    });
    for (const statement of verifyBackupPermissions(store, Stack.of(this).region, proven)) {
      this.verify.addToRolePolicy(statement);
    }
    this.onArrival();
    new HardenedSchedule(this, 'Daily', {
      store,
      description: 'The daily proof of the backups',
      expression: dailySchedule,
      target: { arn: this.verify.functionArn, action: 'lambda:InvokeFunction' },
      input: this.event(),
    });
    new VerificationAlarms(this, 'Alarms', { metricNamespace, topic });
    this.acknowledgeFolders();
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html */
  private onArrival(): void {
    const { store, proven, undelivered } = this.props;
    new Rule(this, 'Arrived', {
      description: 'The manifest of a nightly export was put',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [proven.exportBucket.name] },
          object: { key: Match.wildcard(`${exportFolder(store)}/*/manifest.json`) },
        },
      },
      targets: [
        new LambdaFunction(this.verify, {
          event: RuleTargetInput.fromObject(this.event(EventField.fromPath('$.detail.object.key'))),
          deadLetterQueue: undelivered,
        }),
      ],
    });
  }

  private event(manifestKey?: string): VerifyBackupEvent {
    const expected = expectationsOf(this.props.store, this.props.proven);
    return { expected, ...(manifestKey !== undefined && { manifestKey }) };
  }

  private acknowledgeFolders(): void {
    const { store, proven } = this.props;
    if (!this.verify.role) return;
    acknowledge(
      this.verify.role,
      [`${proven.exportBucket.arn}/${exportFolder(store)}/*`, `${proven.evidence.bucketArn}/${store.name}/*`].map(
        (folder) => `AwsSolutions::AwsSolutions-IAM5[Resource::${folder}]`,
      ),
      {
        reason:
          'exports and evidence are named by their time; each folder is of this one store, exports are only read, and evidence is locked when it is put',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      },
    );
  }
}
