import { Duration } from 'aws-cdk-lib';
import { InstanceType, type ISecurityGroup, type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  CaCertificate,
  Credentials,
  DatabaseInsightsMode,
  DatabaseInstance,
  DatabaseInstanceEngine,
  MariaDbEngineVersion,
  StorageType,
  SubnetGroup,
} from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import type { Size } from '../config/sizes';
import { HardenedLogGroup } from '../hardened/hardened-log-group';
import { removalOf } from '../hardened/lifetime';
import { acknowledgeDatabase } from './acknowledge-database';
import { DatabaseMonitoringRole } from './database-monitoring-role';
import { DatabaseParameters } from './database-parameters';
import { restoreFrom } from './restore-from';

export interface DatabaseProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation' | 'trial' | 'database' | 'backup'>;
  readonly size: Size;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  /** Encrypts storage, the master's secret and Performance Insights. */
  readonly key: IKey;
  /** Encrypts the exported logs. */
  readonly logKey: IKey;
}

// The minor version a new store starts with; later ones come by themselves in the maintenance window.
const engine = DatabaseInstanceEngine.mariaDb({ version: MariaDbEngineVersion.VER_11_8_6 });

/** Which logs RDS exports. No audit log: it needs an option group, and that can block copies to another region. */
const exportedLogs = { ErrorLogs: 'error', SlowQueryLogs: 'slowquery' } as const;

/**
 * The shop's MariaDB: reachable from the security group's peers only, by TLS only, its master's password known to no person and
 * changed by RDS every seven days. It outlives its stack, and RDS refuses to delete it, unless the store is a trial.
 * Where the store file says so, it begins as what a snapshot holds, and is guarded alike.
 * Left open: who may log in (see `DatabaseUsers`), recovery points beyond point-in-time (the operations stack).
 */
export class Database extends Construct {
  readonly instance: DatabaseInstance;
  /** The master's credentials, managed by RDS. */
  readonly masterSecret: ISecret;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { store, size } = props;
    const removalPolicy = removalOf(store);
    const placement = { vpc: props.vpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } };
    const monitoringRole = new DatabaseMonitoringRole(this, 'MonitoringRole');
    this.instance = new DatabaseInstance(this, 'Instance', {
      engine,
      // The log groups' names contain it, and they must be there first.
      instanceIdentifier: identifierOf(store),
      ...placement,
      subnetGroup: new SubnetGroup(this, 'Subnets', {
        ...placement,
        description: 'Isolated subnets: no route to the internet',
        removalPolicy,
      }),
      publiclyAccessible: false,
      securityGroups: [props.securityGroup],
      parameterGroup: new DatabaseParameters(this, 'Parameters', { store, engine }),
      credentials: Credentials.fromUsername('admin', { encryptionKey: props.key }),
      manageMasterUserPassword: true,
      iamAuthentication: true,
      storageEncrypted: true,
      storageEncryptionKey: props.key,
      ...capacityOf(props),
      backupRetention: Duration.days(store.backup.pointInTimeDays),
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: store.trial,
      deletionProtection: !store.trial,
      removalPolicy,
      autoMinorVersionUpgrade: true,
      preferredMaintenanceWindow: store.database.maintenanceWindow,
      caCertificate: CaCertificate.RDS_CA_RSA2048_G1,
      cloudwatchLogsExports: Object.values(exportedLogs),
      monitoringInterval: Duration.minutes(1),
      monitoringRole,
    });
    if (this.instance.secret === undefined) throw new Error(`${this.node.path}: RDS must manage the master's secret`);
    this.masterSecret = this.instance.secret;
    if (store.database.restoreFrom !== undefined) restoreFrom(store.database.restoreFrom, this.instance);
    this.instance.node.addDependency(monitoringRole);
    this.makeLogGroups(props);
    acknowledgeDatabase(this.instance, { multiAz: size.database.multiAz, trial: store.trial });
  }

  /** RDS would make them itself, without key and retention. */
  private makeLogGroups({ store, logKey }: DatabaseProps): void {
    for (const [id, log] of Object.entries(exportedLogs)) {
      const group = new HardenedLogGroup(this, id, {
        store,
        key: logKey,
        logGroupName: `/aws/rds/instance/${identifierOf(store)}/${log}`,
      });
      this.instance.node.addDependency(group);
    }
  }
}

function identifierOf(store: Pick<StoreConfig, 'name' | 'generation'>): string {
  return `${store.name}-g${store.generation}`;
}

function capacityOf({ store, size, key }: DatabaseProps) {
  const instanceClass = store.database.instanceClass ?? size.database.instanceClass;
  return {
    instanceType: new InstanceType(instanceClass),
    multiAz: size.database.multiAz,
    storageType: StorageType.GP3,
    allocatedStorage: store.database.allocatedGiB ?? size.database.allocatedGiB,
    maxAllocatedStorage: store.database.maxAllocatedGiB ?? size.database.maxAllocatedGiB,
    // RDS refuses it on the smallest classes, which a store file may name in any size.
    ...(size.database.performanceInsights && !/\.(micro|small)$/.test(instanceClass)
      ? {
          enablePerformanceInsights: true,
          performanceInsightEncryptionKey: key,
          databaseInsightsMode: DatabaseInsightsMode.STANDARD,
        }
      : {}),
  };
}
