import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { RegionName } from '../config/regions';
import type { StoreConfig } from '../config/schema';
import type { Size } from '../config/sizes';
import { zoneIdsOf } from '../config/zone-ids';
import { Drills } from '../drills/drills';
import { ClosedDefaultSecurityGroup } from '../hardened/closed-default-security-group';
import { DnsFirewall } from '../hardened/dns-firewall';
import { FlowLog } from '../hardened/flow-log';
import type { HardenedKey } from '../hardened/hardened-key';
import { NoticeChannel } from '../hardened/notice-channel';
import { readAcrossRegions, StoreStack } from '../hardened/store-stack';
import { ProofSecurityGroups } from './proof-security-groups';
import { ProofVpc } from './proof-vpc';
import { VerifyBackup } from './verify-backup';
import type { ProvenBackups } from './verify-backup-expectations';

export interface ProofStackProps {
  readonly store: StoreConfig;
  readonly size: Size;
  /** The offsite region. */
  readonly region: RegionName;
  /** Encrypts offsite recovery points, exports, and what stands here. */
  readonly offsiteKey: HardenedKey;
  /** Where the offsite region's alarms go. */
  readonly topic: ITopic;
  readonly proven: ProvenBackups;
}

/**
 * Proves, away from home, what the store says of its backups: every export when it arrives, everything daily, and the offsite copy
 * by restoring it into a network that leads nowhere. It holds nothing that could not be made again.
 */
export class ProofStack extends StoreStack {
  constructor(scope: Construct, id: string, props: ProofStackProps) {
    const { store, region, offsiteKey: key, topic } = props;
    super(scope, id, {
      store,
      region,
      description: `Storefort ${store.name}: proof of the backups, drills of the offsite copy`,
      stateful: false,
    });
    readAcrossRegions(this, store.region);

    const vpc = new ProofVpc(this, 'Vpc', { zoneIds: zoneIdsOf(region, { zones: 2 }) });
    new ClosedDefaultSecurityGroup(this, 'DefaultSecurityGroup', { store, vpc, key });
    new FlowLog(this, 'FlowLog', { store, vpc, key });
    new DnsFirewall(this, 'DnsFirewall', {
      vpc,
      allowed: [`*.${region}.rds.amazonaws.com`],
      mode: 'block',
      // The stack must go and come back at will.
      protect: false,
    });
    const groups = new ProofSecurityGroups(this, 'SecurityGroups', { vpc });

    const notices = new NoticeChannel(this, 'Notices', { topic, key });
    new VerifyBackup(this, 'Verify', { store, key, proven: props.proven, undelivered: notices.undelivered, topic });
    new Drills(this, 'Drills', {
      store,
      place: 'offsite',
      key,
      vpc,
      subnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      checkerSecurityGroup: groups.drillChecker,
      databaseSecurityGroup: groups.drillDatabase,
      vault: props.proven.vaults.offsite,
      databaseArn: props.proven.database.arn,
      fileSystemArn: props.proven.fileSystemArn,
      restoreKeyArns: [key.keyArn],
      databaseClass: store.database.instanceClass ?? props.size.database.instanceClass,
      evidence: props.proven.evidence,
      topic,
      notices,
    });
  }

  /** Zone ids, in place of a lookup: without an account CDK would put `dummy1a` into the template. */
  override get availabilityZones(): string[] {
    return zoneIdsOf(this.region as RegionName);
  }
}
