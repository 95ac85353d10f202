import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { sizeOf } from './config/sizes';
import type { StoreConfig } from './config/schema';
import { DataStack } from './data/data-stack';
import { doorsOf } from './doors/doors-of';
import { EdgeStack } from './edge/edge-stack';
import { HostStack } from './host/host-stack';
import { NetworkStack } from './network/network-stack';
import { OffsiteStack } from './offsite/offsite-stack';
import { OperationsStack } from './operations/operations-stack';

/**
 * One store: its stacks in the order they are deployed. Each is handed what it needs of those above it, and nothing below.
 * The stage's id is the store's name, so `cdk deploy -c store=acme 'acme/*'` deploys the store whole.
 */
export class Store extends Stage {
  constructor(scope: Construct, store: StoreConfig) {
    super(scope, store.name);
    const size = sizeOf(store);

    const offsite =
      'region' in store.backup.offsite
        ? new OffsiteStack(this, 'Offsite', { store, region: store.backup.offsite.region })
        : undefined;

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
    });

    new EdgeStack(this, 'Edge', { store, doors: doorsOf(store), vpcOrigin: network.vpcOrigin });

    new OperationsStack(this, 'Operations', {
      store,
      size,
      platformKey: network.platformKey,
      dataKey: data.dataKey,
      natGatewayIds: network.natGatewayIds,
      loadBalancer: network.loadBalancer,
      targetGroup: network.targetGroup,
      dnsFirewallLogs: network.dnsFirewallLogs,
      database: data.database,
      fileSystem: data.uploads.fileSystem,
      cacheClusterIds: data.cache?.clusterIds ?? [],
      autoScalingGroup: host.autoScalingGroup,
      hostLogs: host.logs,
      offsite: offsite && { vaultArn: offsite.vaultArn, key: offsite.key },
    });
  }
}
