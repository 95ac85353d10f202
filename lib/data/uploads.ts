import { type ISecurityGroup, type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  type AccessPoint,
  FileSystem,
  LifecyclePolicy,
  OutOfInfrequentAccessPolicy,
  ThroughputMode,
} from 'aws-cdk-lib/aws-efs';
import { AccountRootPrincipal, AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from '../hardened/acknowledge';
import { removalOf } from '../hardened/lifetime';

export interface UploadsProps {
  readonly store: Pick<StoreConfig, 'trial'>;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  readonly key: IKey;
}

/** Whoever a host's process is, its files belong to this user and group: root's rights end at the access point. */
const owner = '990';

/**
 * Files that all hosts share: product images and what the shop writes. Mounted by TLS, through an access point, by IAM
 * identities of this account to whom a policy grants it. Nobody is root on it.
 * Left open: what is in the files; hosts serve them by allow-list and never execute them.
 */
export class Uploads extends Construct {
  readonly fileSystem: FileSystem;
  readonly accessPoint: AccessPoint;

  constructor(scope: Construct, id: string, props: UploadsProps) {
    super(scope, id);
    this.fileSystem = new FileSystem(this, 'FileSystem', {
      vpc: props.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroup: props.securityGroup,
      encrypted: true,
      kmsKey: props.key,
      throughputMode: ThroughputMode.ELASTIC,
      lifecyclePolicy: LifecyclePolicy.AFTER_30_DAYS,
      outOfInfrequentAccessPolicy: OutOfInfrequentAccessPolicy.AFTER_1_ACCESS,
      removalPolicy: removalOf(props.store),
      // `false` would add a statement that allows everybody to write; without a statement for them, they may nothing.
      allowAnonymousAccess: true,
      fileSystemPolicy: policy(),
    });
    this.accessPoint = this.fileSystem.addAccessPoint('Uploads', {
      path: '/uploads',
      createAcl: { ownerUid: owner, ownerGid: owner, permissions: '0750' },
      posixUser: { uid: owner, gid: owner },
    });
    acknowledge(this.fileSystem, 'NIST.800.53.R5::NIST.800.53.R5-EFSInBackupPlan', {
      reason:
        'the backup plan of the operations stack selects this file system; the rule looks for a selection in the same stack only',
      owner: 'storefort',
      reviewBy: '2027-11-01',
    });
  }
}

/** https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html */
function policy(): PolicyDocument {
  const everybody = { effect: Effect.DENY, principals: [new AnyPrincipal()] };
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'IdentitiesOfThisAccount',
        principals: [new AccountRootPrincipal()],
        actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        conditions: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
      }),
      new PolicyStatement({
        ...everybody,
        sid: 'NotWithoutTls',
        actions: ['*'],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
      new PolicyStatement({
        ...everybody,
        sid: 'NotWithoutAccessPoint',
        actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        conditions: { Null: { 'elasticfilesystem:AccessPointArn': 'true' } },
      }),
      new PolicyStatement({ ...everybody, sid: 'NotAsRoot', actions: ['elasticfilesystem:ClientRootAccess'] }),
    ],
  });
}
