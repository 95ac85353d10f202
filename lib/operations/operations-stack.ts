import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { type ISecurityGroup, type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IFileSystem } from 'aws-cdk-lib/aws-efs';
import type { IApplicationLoadBalancer, IApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import type { Size } from '../config/sizes';
import { Drills } from '../drills/drills';
import type { DrillsProps } from '../drills/drills-props';
import { NightlyExport } from '../exports/nightly-export';
import { HardenedTopic } from '../hardened/hardened-topic';
import { NoticeChannel } from '../hardened/notice-channel';
import { StoreStack } from '../hardened/store-stack';
import type { VaultLock } from '../config/vault-locks';
import { Patches } from '../patches/patches';
import type { PatchesProps } from '../patches/patches-props';
import { Probes, type ProbesProps } from '../probes/probes';
import { Backups } from './backups';
import { CacheWatch } from './cache-watch';
import { DatabaseWatch } from './database-watch';
import { FileSystemWatch } from './file-system-watch';
import { Mail } from './mail';
import { NetworkWatch } from './network-watch';
import { ShopWatch } from './shop-watch';
import { TrustWatch } from './trust-watch';
import { WebWatch } from './web-watch';

export interface OperationsStackProps {
  readonly store: StoreConfig;
  readonly size: Size;
  /** Encrypts the topic; lets CloudWatch publish. */
  readonly platformKey: IKey;
  /** Encrypts database, file system and home vault. */
  readonly dataKey: IKey;
  readonly natGatewayIds: readonly string[];
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly targetGroup: IApplicationTargetGroup;
  readonly dnsFirewallLogs: ILogGroup;
  readonly vpc: IVpc;
  readonly securityGroups: Readonly<Record<'drillDatabase' | 'drillChecker', ISecurityGroup>>;
  readonly database: IDatabaseInstance;
  readonly fileSystem: IFileSystem;
  readonly evidence: DrillsProps['evidence'];
  /** Hosts put down in it what they run. */
  readonly releases: IBucket;
  /** Where the doors are before DNS says so. */
  readonly doorTargets: ProbesProps['doorTargets'];
  /** What the store's stacks and alarms are named by, by region. */
  readonly named: Pick<PatchesProps, 'stacks' | 'alarmPrefixes'>;
  /** Empty: the size has no object cache. */
  readonly cacheClusterIds: readonly string[];
  readonly autoScalingGroup: IAutoScalingGroup;
  /** What hosts write down. */
  readonly hostLogs: { readonly system: ILogGroup; readonly php: ILogGroup };
  /** @default - `backup.offsite` is switched off: nothing is copied */
  readonly offsite?: { readonly vaultArn: string; readonly key: IKey };
}

/** What keeps a running store sound: its backups, its mail, and who hears of what. */
export class OperationsStack extends StoreStack {
  /** Where the home region's alarms go. */
  readonly topic: ITopic;
  readonly homeVault: { readonly name: string; readonly arn: string; readonly lock: VaultLock };

  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    const { store, platformKey } = props;
    super(scope, id, {
      store,
      region: store.region,
      description: `Storefort ${store.name}: backups, mail, alarms`,
      stateful: true,
    });

    const topic = new HardenedTopic(this, 'Alarms', {
      key: platformKey,
      emails: store.notify.emails,
      publishers: ['cloudwatch.amazonaws.com'],
    });
    this.topic = topic;
    const notices = new NoticeChannel(this, 'Notices', { topic, key: platformKey });

    const { vault, vaultLock, role } = new Backups(this, 'Backups', {
      store,
      key: props.dataKey,
      database: props.database,
      fileSystem: props.fileSystem,
      offsite: props.offsite,
      topic,
      notices,
    });
    this.homeVault = { name: vault.backupVaultName, arn: vault.backupVaultArn, lock: vaultLock };
    this.prove(props, notices);

    if (store.mail.via === 'ses') new Mail(this, 'Mail', { store, topic });

    const web = this.watch(props, notices);
    this.patch(props, { notices, backupRole: role, web });
  }

  /** Restores what was backed up, and exports it for who has nothing of AWS. */
  private prove(props: OperationsStackProps, notices: NoticeChannel): void {
    const { store, size, platformKey: key, dataKey } = props;
    const { topic } = this;
    new Drills(this, 'Drills', {
      store,
      place: 'home',
      key,
      vpc: props.vpc,
      subnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      checkerSecurityGroup: props.securityGroups.drillChecker,
      databaseSecurityGroup: props.securityGroups.drillDatabase,
      vault: this.homeVault,
      databaseArn: props.database.instanceArn,
      fileSystemArn: props.fileSystem.fileSystemArn,
      restoreKeyArns: [dataKey.keyArn],
      databaseClass: store.database.instanceClass ?? size.database.instanceClass,
      evidence: props.evidence,
      topic,
      notices,
    });
    if (props.offsite === undefined) return;
    const { autoScalingGroup } = props;
    new NightlyExport(this, 'Export', { store, key, autoScalingGroup, topic, notices });
  }

  /** Looks at the shop from outside; replaces its hosts, and proves that everything is current. */
  private patch(
    props: OperationsStackProps,
    {
      notices,
      backupRole,
      web,
    }: { readonly notices: NoticeChannel; readonly backupRole: IRole; readonly web: WebWatch },
  ): void {
    const { store, platformKey: key, autoScalingGroup, evidence } = props;
    const { topic, homeVault } = this;
    const probes = new Probes(this, 'Probes', {
      store,
      key,
      autoScalingGroup,
      doorTargets: props.doorTargets,
      evidence,
      topic,
    });
    new Patches(this, 'Patches', {
      store,
      key,
      autoScalingGroup,
      database: props.database,
      dataKey: props.dataKey,
      inventories: props.releases,
      evidence,
      backups: {
        vaultName: homeVault.name,
        vaultArn: homeVault.arn,
        lock: homeVault.lock,
        roleArn: backupRole.roleArn,
      },
      probe: probes,
      servingAlarms: [...web.serving, ...(probes.alarm ? [probes.alarm] : [])],
      ...props.named,
      topic,
      notices,
    });
  }

  private watch(props: OperationsStackProps, notices: NoticeChannel): WebWatch {
    const { store, size, database, fileSystem, platformKey, dataKey } = props;
    const { topic } = this;
    const { metricNamespace } = namesOf(store);
    const web = new WebWatch(this, 'Web', {
      loadBalancer: props.loadBalancer,
      targetGroup: props.targetGroup,
      autoScalingGroup: props.autoScalingGroup,
      topic,
      notices,
    });

    new ShopWatch(this, 'Shop', {
      phpLogs: props.hostLogs.php,
      systemLogs: props.hostLogs.system,
      metricNamespace,
      topic,
    });

    new DatabaseWatch(this, 'Database', {
      database,
      instanceClass: store.database.instanceClass ?? size.database.instanceClass,
      allocatedGiB: store.database.allocatedGiB ?? size.database.allocatedGiB,
      topic,
      notices,
    });

    new FileSystemWatch(this, 'Uploads', { fileSystem, topic });

    new CacheWatch(this, 'Cache', { cacheClusterIds: props.cacheClusterIds, topic });

    new NetworkWatch(this, 'Network', {
      natGatewayIds: props.natGatewayIds,
      dnsFirewallLogs: props.dnsFirewallLogs,
      metricNamespace,
      topic,
    });

    new TrustWatch(this, 'Trust', {
      keyArns: [platformKey.keyArn, dataKey.keyArn],
      hostNames: [store.domain, store.staffHost],
      notices,
    });

    return web;
  }
}
