import { Fn, Token } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { CfnParameterGroup, CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import type { Size } from '../config/sizes';
import { HardenedLogGroup } from '../hardened/hardened-log-group';
import { CacheCredentials } from './cache-credentials';

export interface ObjectCacheProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation' | 'trial' | 'database'>;
  readonly nodes: NonNullable<Size['cache']>;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  /** Encrypts what is kept and the password's secret. */
  readonly key: IKey;
  /** Encrypts the logs. */
  readonly logKey: IKey;
}

/**
 * Valkey as WordPress's object cache: a primary and at least one replica in another zone, TLS and a password required.
 * What is in it can be made again, so no backup plan covers it; the snapshots shorten the way back after a loss.
 */
export class ObjectCache extends Construct {
  /** Host name of the primary, whichever node that is. */
  readonly endpoint: string;
  readonly port: string;
  readonly credentials: ISecret;
  /** Ids of the nodes, for alarms. */
  readonly clusterIds: string[];

  constructor(scope: Construct, id: string, props: ObjectCacheProps) {
    super(scope, id);
    const credentials = new CacheCredentials(this, 'Credentials', { store: props.store, key: props.key });
    const group = new CfnReplicationGroup(this, 'ReplicationGroup', {
      replicationGroupDescription: `Object cache of the store ${props.store.name}`,
      engine: 'valkey',
      engineVersion: '8.0',
      cacheNodeType: props.nodes.nodeType,
      numCacheClusters: props.nodes.nodes,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      ...this.placement(props),
      cacheParameterGroupName: this.parameters().ref,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      atRestEncryptionEnabled: true,
      kmsKeyId: props.key.keyArn,
      // A dynamic reference: the template names the secret, CloudFormation reads it.
      authToken: credentials.secretValueFromJson('password').unsafeUnwrap(),
      autoMinorVersionUpgrade: true,
      preferredMaintenanceWindow: props.store.database.maintenanceWindow,
      snapshotRetentionLimit: 15,
      logDeliveryConfigurations: [
        this.delivery('EngineLogs', 'engine-log', props),
        this.delivery('SlowLogs', 'slow-log', props),
      ],
    });
    this.endpoint = group.attrPrimaryEndPointAddress;
    this.port = Token.asString(group.attrPrimaryEndPointPort);
    this.credentials = credentials;
    // ElastiCache numbers the nodes of a group so: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.html
    this.clusterIds = Array.from({ length: props.nodes.nodes }, (_, index) =>
      Fn.join('-', [group.ref, String(index + 1).padStart(3, '0')]),
    );
  }

  private placement({ vpc, securityGroup }: ObjectCacheProps) {
    const subnets = new CfnSubnetGroup(this, 'Subnets', {
      description: 'Isolated subnets: no route to the internet',
      subnetIds: vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }).subnetIds,
    });
    return { cacheSubnetGroupName: subnets.ref, securityGroupIds: [securityGroup.securityGroupId], port: 6379 };
  }

  private parameters(): CfnParameterGroup {
    return new CfnParameterGroup(this, 'Parameters', {
      cacheParameterGroupFamily: 'valkey8',
      description: 'Object cache: the least recently used entry goes first',
      properties: { 'maxmemory-policy': 'allkeys-lru' },
    });
  }

  private delivery(id: string, logType: 'engine-log' | 'slow-log', { store, logKey }: ObjectCacheProps) {
    const logs = new HardenedLogGroup(this, id, {
      store,
      key: logKey,
      // Log delivery writes each group into one resource policy of limited length, unless its name starts with /aws/vendedlogs.
      logGroupName: `/aws/vendedlogs/storefort/${store.name}/cache-${logType}-g${store.generation}`,
    });
    return {
      logType,
      logFormat: 'json',
      destinationType: 'cloudwatch-logs',
      destinationDetails: { cloudWatchLogsDetails: { logGroup: logs.logGroupName } },
    };
  }
}
