import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StoreConfig } from '../config/schema';
import type { NoticeChannel } from '../hardened/notice-channel';

/** Where drills restore from, into, and who hears of them. */
export interface DrillsProps {
  readonly store: StoreConfig;
  /** `home`: on the store's schedule, by AWS Backup's restore testing. `offsite`: the second copy, quarterly, by itself. */
  readonly place: 'home' | 'offsite';
  /** Encrypts logs, environment and dead letters; its policy lets CloudWatch Logs use it. */
  readonly key: IKey;
  readonly vpc: IVpc;
  /** Isolated: restored databases and their checker stand here. */
  readonly subnets: SubnetSelection;
  /** Reaches MariaDB in `databaseSecurityGroup`, and nothing else. */
  readonly checkerSecurityGroup: ISecurityGroup;
  readonly databaseSecurityGroup: ISecurityGroup;
  /** The vault of this region whose recovery points are restored. */
  readonly vault: { readonly name: string; readonly arn: string };
  /** The shop's own database and file system, at home: restored from, never touched. */
  readonly databaseArn: string;
  readonly fileSystemArn: string;
  /** Keys the recovery points of this vault carry; the first encrypts restored files. */
  readonly restoreKeyArns: readonly [string, ...string[]];
  /** RDS instance class without `db.`; a drill that is smaller than the shop proves another recovery time. */
  readonly databaseClass: string;
  readonly evidence: {
    readonly bucketName: string;
    readonly bucketArn: string;
    readonly keyArn: string;
    readonly region: string;
  };
  readonly topic: ITopic;
  readonly notices: NoticeChannel;
}
