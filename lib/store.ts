import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { exportBucketName } from './config/names';
import { edgeRegion, type RegionName } from './config/regions';
import { type Size, sizeOf } from './config/sizes';
import type { StoreConfig } from './config/schema';
import { DataStack } from './data/data-stack';
import { doorsOf } from './doors/doors-of';
import { EdgeStack } from './edge/edge-stack';
import { stackNameOf } from './hardened/store-stack';
import { HostStack } from './host/host-stack';
import { NetworkStack } from './network/network-stack';
import { OffsiteStack } from './offsite/offsite-stack';
import { OperationsStack } from './operations/operations-stack';
import { ProofStack } from './proof/proof-stack';

/**
 * One store: its stacks in the order they are deployed. Each is handed what it needs of those above it, and nothing below.
 * The stage's id is the store's name, so `cdk deploy -c store=acme 'acme/*'` deploys the store whole.
 */
export class Store extends Stage {
  constructor(scope: Construct, store: StoreConfig) {
    super(scope, store.name);
    const size = sizeOf(store);

    const offsiteRegion = 'region' in store.backup.offsite ? store.backup.offsite.region : undefined;
    const offsite = offsiteRegion && new OffsiteStack(this, 'Offsite', { store, region: offsiteRegion });

    const network = new NetworkStack(this, 'Network', { store, size });

    const data = new DataStack(this, 'Data', {
      store,
      size,
      platformKey: network.platformKey,
      vpc: network.vpc,
      securityGroups: network.securityGroups,
      accessLogs: network.accessLogs,
    });

    const host = new HostStack(this, 'Host', {
      store,
      size,
      platformKey: network.platformKey,
      vpc: network.vpc,
      doorSecrets: network.doorSecrets,
      securityGroup: network.securityGroups.host,
      targetGroup: network.targetGroup,
      dataKey: data.dataKey,
      signingKey: data.signingKey,
      databaseCredentials: data.databaseCredentials,
      salts: data.salts,
      cache: data.cache,
      uploads: data.uploads,
      releases: data.releases,
      exports: offsite && { bucketName: exportBucketName(store), region: offsite.region, key: offsite.key },
    });

    const edge = new EdgeStack(this, 'Edge', { store, doors: doorsOf(store), vpcOrigin: network.vpcOrigin });

    const operations = new OperationsStack(this, 'Operations', {
      store,
      size,
      platformKey: network.platformKey,
      dataKey: data.dataKey,
      natGatewayIds: network.natGatewayIds,
      loadBalancer: network.loadBalancer,
      targetGroup: network.targetGroup,
      dnsFirewallLogs: network.dnsFirewallLogs,
      vpc: network.vpc,
      securityGroups: network.securityGroups,
      database: data.database,
      fileSystem: data.uploads.fileSystem,
      evidence: evidenceOf(data),
      releases: data.releases,
      doorTargets: edge.doorTargets,
      named: namedBy(store, offsiteRegion),
      cacheClusterIds: data.cache?.clusterIds ?? [],
      autoScalingGroup: host.autoScalingGroup,
      hostLogs: host.logs,
      offsite: offsite && { vaultArn: offsite.vault.arn, key: offsite.key },
    });

    if (offsite) this.prove({ store, size, region: offsiteRegion, offsite, data, operations });
  }

  /** In the offsite region, of what is there and of what is at home. */
  private prove({ store, size, region, offsite, data, operations }: Proven): void {
    const dataKeyArn = data.dataKey.keyArn;
    const { key, exportBucket } = offsite;
    new ProofStack(this, 'Proof', {
      store,
      size,
      region,
      offsiteKey: key,
      topic: offsite.topic,
      proven: {
        exportBucket: { name: exportBucket.bucketName, arn: exportBucket.bucketArn },
        offsiteKey: { arn: key.keyArn, policy: key.deployedPolicy },
        vaults: {
          home: { ...operations.homeVault, region: store.region, keyArn: dataKeyArn },
          offsite: { ...offsite.vault, region, keyArn: key.keyArn },
        },
        database: { arn: data.database.instanceArn, keyArn: dataKeyArn },
        fileSystemArn: data.uploads.fileSystem.fileSystemArn,
        evidence: evidenceOf(data),
      },
    });
  }
}

interface Proven {
  readonly store: StoreConfig;
  readonly size: Size;
  /** The offsite region. */
  readonly region: RegionName;
  readonly offsite: OffsiteStack;
  readonly data: DataStack;
  readonly operations: OperationsStack;
}

/** Where evidence is put, by whichever stack of whichever region. */
function evidenceOf({ evidence, dataKey, region }: DataStack) {
  return { bucketName: evidence.bucketName, bucketArn: evidence.bucketArn, keyArn: dataKey.keyArn, region };
}

/** What the stacks and alarms of a store are named by, by region: also of stacks that are made after the one that asks. */
function namedBy(store: StoreConfig, offsiteRegion: RegionName | undefined) {
  const named = (ids: readonly string[], end = '') => ids.map((id) => `${stackNameOf(store, id)}${end}`);
  const home = ['Network', 'Data', 'Host', 'Operations'];
  return {
    stacks: byRegion([
      [store.region, named(home)],
      [edgeRegion, named(['Edge'])],
      ...(offsiteRegion ? [[offsiteRegion, named(['Offsite', 'Proof'])] as const] : []),
    ]),
    // Of the region that hosts and doors stand in: what rings elsewhere is of backups.
    alarmPrefixes: byRegion([
      [store.region, named(home, '-')],
      [edgeRegion, named(['Edge'], '-')],
    ]),
  };
}

/** Regions may be the same one. */
function byRegion(entries: readonly (readonly [region: string, names: readonly string[]])[]) {
  const all: Record<string, readonly string[]> = {};
  for (const [region, names] of entries) all[region] = [...(all[region] ?? []), ...names];
  return all;
}
