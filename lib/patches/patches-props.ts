import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { ProbeShopExpectations } from '../../lambdas/probe-shop/contract';
import type { StoreConfig } from '../config/schema';
import type { VaultLock } from '../config/vault-locks';
import type { EvidencePlace } from '../hardened/evidence-statements';
import type { NoticeChannel } from '../hardened/notice-channel';

/** What is patched, what is asked whether it hurt, and who hears of it. */
export interface PatchesProps {
  readonly store: StoreConfig;
  /** Encrypts logs, environment and dead letters; its policy lets CloudWatch Logs use it. */
  readonly key: IKey;
  readonly autoScalingGroup: IAutoScalingGroup;
  readonly database: IDatabaseInstance;
  /** Encrypts evidence and inventories. */
  readonly dataKey: IKey;
  /** Hosts put their inventories there, below `inventories/`. */
  readonly inventories: IBucket;
  readonly evidence: EvidencePlace;
  /** Where each window's recovery point goes, and what takes it. */
  readonly backups: {
    readonly vaultName: string;
    readonly vaultArn: string;
    readonly lock: VaultLock;
    readonly roleArn: string;
  };
  /** Looks at the shop before and after. */
  readonly probe: { readonly functionArn: string; readonly expected: ProbeShopExpectations };
  /** Alarms that end an instance refresh: what rings when new hosts do not serve. At most ten, all of this region. */
  readonly servingAlarms: readonly IAlarm[];
  /** Names of the store's stacks by region. */
  readonly stacks: Readonly<Record<string, readonly string[]>>;
  /** What the store's alarms are named by, by region; one that is on keeps a window shut. */
  readonly alarmPrefixes: Readonly<Record<string, readonly string[]>>;
  readonly topic: ITopic;
  readonly notices: NoticeChannel;
}
