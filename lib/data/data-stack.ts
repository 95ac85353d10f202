import { CfnOutput } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IAccessPoint, IFileSystem } from 'aws-cdk-lib/aws-efs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import type { Size } from '../config/sizes';
import type { HardenedKey } from '../hardened/hardened-key';
import { StoreStack } from '../hardened/store-stack';
import { CredentialsRotation } from './credentials-rotation';
import { DataKey } from './data-key';
import { Database } from './database';
import { DatabaseCredentials } from './database-credentials';
import { DatabaseUsers } from './database-users';
import { EvidenceBucket } from './evidence-bucket';
import { ObjectCache } from './object-cache';
import { ReleaseBucket } from './release-bucket';
import { Salts } from './salts';
import { SigningKey } from './signing-key';
import { Uploads } from './uploads';

export interface DataStackProps {
  readonly store: StoreConfig;
  readonly size: Size;
  /** Encrypts logs. */
  readonly platformKey: IKey;
  readonly vpc: IVpc;
  readonly securityGroups: Readonly<
    Record<'host' | 'database' | 'fileSystem' | 'cache' | 'databaseUsers' | 'rotation', ISecurityGroup>
  >;
  /** Receives the buckets’ access logs; its policy lets log delivery write below `buckets/`. */
  readonly accessLogs: IBucket;
}

/** What cannot be made again: orders, files, secrets, releases and evidence, and the keys they are encrypted with. */
export class DataStack extends StoreStack {
  readonly dataKey: HardenedKey;
  readonly signingKey: IKey;
  readonly database: IDatabaseInstance;
  /** User `app` at the shop's schema; rotated. */
  readonly databaseCredentials: ISecret;
  /** Seed of WordPress's keys and salts. */
  readonly salts: ISecret;
  readonly cache?: ObjectCache;
  readonly uploads: { readonly fileSystem: IFileSystem; readonly accessPoint: IAccessPoint };
  readonly releases: IBucket;
  readonly evidence: IBucket;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    const { store, size, vpc, securityGroups, platformKey, accessLogs } = props;
    super(scope, id, {
      store,
      region: store.region,
      description: `Storefort ${store.name}: database, files, cache, secrets, releases, evidence`,
      stateful: true,
    });
    this.dataKey = new DataKey(this, 'DataKey', { store });
    this.signingKey = new SigningKey(this, 'SigningKey', { store });
    const encrypted = { store, vpc, key: this.dataKey };

    const { instance: database, masterSecret } = new Database(this, 'Database', {
      ...encrypted,
      size,
      securityGroup: securityGroups.database,
      logKey: platformKey,
    });
    const credentials = new DatabaseCredentials(this, 'DatabaseCredentials', { ...encrypted, database, masterSecret });
    const users = new DatabaseUsers(this, 'DatabaseUsers', {
      store,
      vpc,
      securityGroup: securityGroups.databaseUsers,
      database,
      masterSecret,
      credentials,
      dataKey: this.dataKey,
      platformKey,
    });
    const rotation = new CredentialsRotation(this, 'CredentialsRotation', {
      vpc,
      securityGroup: securityGroups.rotation,
      credentials,
      masterSecret,
    });
    rotation.node.addDependency(users);
    this.database = database;
    this.databaseCredentials = credentials;
    this.salts = new Salts(this, 'Salts', encrypted);

    this.uploads = new Uploads(this, 'Uploads', { ...encrypted, securityGroup: securityGroups.fileSystem });
    if (size.cache) {
      this.cache = new ObjectCache(this, 'Cache', {
        ...encrypted,
        nodes: size.cache,
        securityGroup: securityGroups.cache,
        logKey: platformKey,
      });
    }
    const kept = { store, key: this.dataKey };
    this.releases = new ReleaseBucket(this, 'Releases', { ...kept, accessLogs });
    this.evidence = new EvidenceBucket(this, 'Evidence', { ...kept, accessLogs });
    this.nameBuckets();
  }

  /** For people and the command line: CloudFormation chose the names. */
  private nameBuckets(): void {
    new CfnOutput(this, 'ReleaseBucket', {
      value: this.releases.bucketName,
      description: 'Where archives of the shop’s code are put, below releases/',
    });
    new CfnOutput(this, 'EvidenceBucket', {
      value: this.evidence.bucketName,
      description: 'What checks observed, below the store’s name and the check’s',
    });
  }
}
