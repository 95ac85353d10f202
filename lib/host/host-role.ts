import { Stack } from 'aws-cdk-lib';
import type { IAccessPoint, IFileSystem } from 'aws-cdk-lib/aws-efs';
import { ManagedPolicy, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from '../hardened/acknowledge';
import {
  beManaged,
  type ExportTarget,
  exportedObjects,
  mountUploads,
  ownStack,
  readBundle,
  readDoorSecrets,
  readRelayCredentials,
  readReleaseParameter,
  readReleases,
  readSecrets,
  report,
  signal,
  writeExports,
  writeInventories,
} from './host-permissions';

export interface HostRoleProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation' | 'mail'>;
  readonly bundle: { readonly bucket: IBucket; readonly objectKey: string };
  /** What the shop reads at start: database, salts, cache. */
  readonly secrets: readonly ISecret[];
  /** What the host's web server recognizes the doors by. */
  readonly doorSecrets: readonly ISecret[];
  /** Encrypts the doors' secrets. */
  readonly platformKey: IKey;
  /** Encrypts the other secrets, and releases. */
  readonly dataKey: IKey;
  readonly signingKey: IKey;
  readonly releases: IBucket;
  readonly uploads: { readonly fileSystem: IFileSystem; readonly accessPoint: IAccessPoint };
  readonly logGroups: readonly ILogGroup[];
  /** @default - no offsite region: nothing is exported */
  readonly exports?: ExportTarget;
}

/**
 * The one role of all hosts of a store, with what host-permissions.ts lists and nothing else: no AWS managed policy, no other
 * store's secrets, no writing but log lines, metrics, uploads, inventories and exports.
 * The statements are a policy of their own, named by the role: a host that starts has all of them.
 */
export class HostRole extends Role {
  constructor(scope: Construct, id: string, props: HostRoleProps) {
    const policy = new ManagedPolicy(scope, `${id}Policy`, {
      description: `What the hosts of ${props.store.name} may do.`,
      statements: statements(Stack.of(scope), props),
    });
    super(scope, id, {
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
      description: `Hosts of ${props.store.name}.`,
      managedPolicies: [policy],
    });
    acknowledgeWildcards(policy, props);
  }
}

function statements(stack: Stack, props: HostRoleProps): PolicyStatement[] {
  return [
    ...beManaged(),
    ...readReleaseParameter(stack, props.store),
    ...readSecrets(stack, props.secrets, props.dataKey),
    ...readDoorSecrets(stack, props.doorSecrets, props.platformKey),
    ...readReleases(props.releases, props.signingKey),
    ...writeInventories(props.releases),
    ...readBundle(props.bundle.bucket, props.bundle.objectKey),
    ...mountUploads(props.uploads),
    ...(props.exports ? writeExports(stack, props.store, props.exports) : []),
    ...report(props.store, props.logGroups),
    ...signal(stack),
    ...readRelayCredentials(stack, props.store),
  ];
}

function acknowledgeWildcards(policy: ManagedPolicy, { releases, exports, store }: HostRoleProps): void {
  const stack = Stack.of(policy);
  const by = { owner: 'storefort', reviewBy: '2027-11-01' };
  const wildcard = (resource: string): string => `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`;
  acknowledge(policy, wildcard('*'), {
    ...by,
    reason:
      'the agent calls of Systems Manager and PutMetricData know no resources; metrics are held to the store’s namespace by a condition',
  });
  acknowledge(policy, wildcard(`${exportName(releases)}/releases/*`), {
    ...by,
    reason:
      'a release’s name is not known before it is published; the bucket is this store’s own and hosts may only read',
  });
  acknowledge(policy, wildcard(`${exportName(releases)}/inventories/*`), {
    ...by,
    reason:
      'an inventory is named by the host that writes it and by who asks for it, neither known before; hosts may only write there, and it is read by a receipt with its checksum',
  });
  if (exports) {
    acknowledge(policy, wildcard(exportedObjects(store, exports.bucketName)), {
      ...by,
      reason:
        'an export is named by the time at which it begins; the folder is this store’s and generation’s own, hosts may only write there, and the bucket is locked',
    });
  }
  acknowledge(policy, wildcard(ownStack(stack)), {
    ...by,
    reason: 'a stack’s ARN ends with an id that CloudFormation makes up; account, region and name are fixed',
  });
}

/** How the packs write a bucket of another stack: as the name of the export that carries its ARN. */
function exportName(bucket: IBucket): string {
  const resolved = Stack.of(bucket).resolve(Stack.of(bucket).exportValue(bucket.bucketArn)) as {
    'Fn::ImportValue': string;
  };
  return resolved['Fn::ImportValue'];
}
