import { account, offsiteRegion, type OperationsRow, rowsOf } from '../operations-rows';
import type { Rule, Variant } from '../template';

/** Where drills run, and how rules write what other stacks hand in there. */
export interface DrillPlace {
  readonly stack: 'operations' | 'proof';
  readonly place: 'home' | 'offsite';
  readonly region: (variant: Variant) => string;
  /** Encrypts logs, environment, dead letters. */
  readonly key: (variant: Variant) => string;
  /** Encrypts what is restored. */
  readonly restoreKey: (variant: Variant) => string;
  readonly topic: (variant: Variant) => string;
  readonly vault: (variant: Variant) => { readonly name: string; readonly arn: string };
  readonly databaseArn: (variant: Variant) => string;
  readonly fileSystemArn: (variant: Variant) => string;
  readonly evidenceBucket: (variant: Variant) => string;
  readonly evidenceKey: (variant: Variant) => string;
  /** Logical id or import of the two groups, and of the subnets. */
  readonly databaseGroup: string;
  readonly checkerGroup: string;
  readonly subnets: (variant: Variant) => readonly string[];
}

const away = (variant: Variant, what: string) => `offsite@${offsiteRegion(variant)}/${what}`;
const home = (variant: Variant, stack: string, what: string) => `${stack}@${variant.region}/${what}`;

export const atHome: DrillPlace = {
  stack: 'operations',
  place: 'home',
  region: ({ region }) => region,
  key: () => 'network/PlatformKey.Arn',
  restoreKey: () => 'data/DataKey.Arn',
  topic: () => 'Alarms',
  vault: () => ({ name: 'BackupsHomeVault.BackupVaultName', arn: 'BackupsHomeVault.BackupVaultArn' }),
  databaseArn: ({ region }) => `arn:aws:rds:${region}:${account}:db:data/DatabaseInstance`,
  fileSystemArn: () => 'data/UploadsFileSystem.Arn',
  evidenceBucket: () => 'data/Evidence',
  evidenceKey: () => 'data/DataKey.Arn',
  databaseGroup: 'network/SecurityGroupsDrillDatabase.GroupId',
  checkerGroup: 'network/SecurityGroupsDrillChecker.GroupId',
  subnets: ({ size }) =>
    (size === 'surge' ? [1, 2, 3] : [1, 2]).map((each) => `network/VpcisolatedSubnet${each}Subnet`),
};

export const offsite: DrillPlace = {
  stack: 'proof',
  place: 'offsite',
  region: offsiteRegion,
  key: (variant) => away(variant, 'Key.Arn'),
  restoreKey: (variant) => away(variant, 'Key.Arn'),
  topic: (variant) => away(variant, 'Topic'),
  vault: (variant) => ({ name: away(variant, 'Vault.BackupVaultName'), arn: away(variant, 'Vault.BackupVaultArn') }),
  databaseArn: (variant) => `arn:aws:rds:${variant.region}:${account}:db:${home(variant, 'data', 'DatabaseInstance')}`,
  fileSystemArn: (variant) => home(variant, 'data', 'UploadsFileSystem.Arn'),
  evidenceBucket: (variant) => home(variant, 'data', 'Evidence'),
  evidenceKey: (variant) => home(variant, 'data', 'DataKey.Arn'),
  databaseGroup: 'SecurityGroupsDrillDatabase.GroupId',
  checkerGroup: 'SecurityGroupsDrillChecker.GroupId',
  subnets: () => ['VpcisolatedSubnet1Subnet', 'VpcisolatedSubnet2Subnet'],
};

/** The same rows for both places. */
export function drillRules(rows: (at: DrillPlace) => readonly OperationsRow[]): Rule[] {
  return [atHome, offsite].flatMap((at) => rowsOf(at.stack, rows(at)));
}

/** A role's only policy. */
export function policyOf(role: string, statements: readonly object[], name: unknown): object {
  return { PolicyName: name, Roles: [role], PolicyDocument: { Version: '2012-10-17', Statement: statements } };
}

/** These and no others; the CDK sorts resources, by a reference's text too. */
export function inAnyOrder(values: readonly string[]): unknown {
  const sorted = (given: readonly string[]) => JSON.stringify([...given].sort());
  return {
    asymmetricMatch: (found: unknown) => Array.isArray(found) && sorted(found as string[]) === sorted(values),
    toString: () => 'inAnyOrder',
    toAsymmetricMatcher: () => sorted(values),
  };
}
