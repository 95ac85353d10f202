import type { Ask } from './role-tables';
import type { World } from './world';

export type Stack = 'operations' | 'proof';

const key = 'AWS::KMS::Key';
const bucket = 'AWS::S3::Bucket';
const vault = 'AWS::Backup::BackupVault';
const machine = 'AWS::StepFunctions::StateMachine';
const lambda = 'AWS::Lambda::Function';
const files = 'AWS::EFS::FileSystem';
const database = 'AWS::RDS::DBInstance';

/** One place's drills, as the store's roles see them. */
export class Place {
  constructor(
    readonly world: World,
    readonly stack: Stack,
  ) {}

  get region(): string {
    return this.stack === 'operations' ? this.world.region : (this.world.arn('offsite', key).split(':')[3] ?? '');
  }

  get vault(): string {
    return this.world.arn(this.stack === 'operations' ? 'operations' : 'offsite', vault);
  }

  /** Encrypts what is restored. */
  get key(): string {
    return this.stack === 'operations' ? this.world.arn('data', key, 'DataKey') : this.world.arn('offsite', key);
  }

  arn(service: string, rest: string): string {
    return `arn:aws:${service}:${this.region}:${this.world.account}:${rest}`;
  }

  restored(name = `${this.world.store}-g1-drill-0123456789ab`): string {
    return this.arn('rds', `db:${name}`);
  }

  function(id: string): string {
    return this.world.arn(this.stack, lambda, `DrillsFunctions${id}`);
  }

  get machine(): string {
    return this.world.arn(this.stack, machine, 'DrillsRunMachine');
  }

  get restoreRole(): string {
    return this.world.arn(this.stack, 'AWS::IAM::Role', 'DrillsRestoreRole');
  }

  get newFiles(): string {
    return this.arn('elasticfilesystem', 'file-system/fs-0123456789abcdef0');
  }

  /** The shop's own. */
  get own(): { readonly database: string; readonly files: string } {
    return { database: this.world.arn('data', database), files: this.world.arn('data', files) };
  }

  evidence(check = this.stack === 'operations' ? 'restore-drill' : 'offsite-drill', store = this.world.store): string {
    return `${this.world.arn('data', bucket, 'Evidence')}/${store}/${check}/2026/11/25/093000Z-one.json`;
  }

  via(service: string, region = this.region): Ask[2] {
    return { 'kms:ViaService': `${service}.${region}.amazonaws.com` };
  }
}

export const ofStore = (store: string) => ({ 'aws:ResourceTag/storefort:store': store });
export const ofDrill = (name: string) => ({ 'aws:ResourceTag/storefort:drill': name });
export const tagKeys = (name: string) => ({ 'aws:TagKeys': name });

/** Deleting or changing what is the shop's, or any store's: nobody here may. */
export function theShops(at: Place): readonly Ask[] {
  return [
    ['rds:DeleteDBInstance', at.own.database],
    ['rds:ModifyDBInstance', at.own.database],
    ['elasticfilesystem:DeleteFileSystem', at.own.files, ofDrill(`${at.world.store}-g1-drill-0123456789ab`)],
    ['elasticfilesystem:TagResource', at.own.files, tagKeys('storefort:drill')],
    ['elasticfilesystem:Restore', at.own.files],
    ['elasticfilesystem:DeleteFileSystem', at.newFiles, ofStore('other')],
    ['elasticfilesystem:TagResource', at.newFiles, { ...ofStore('other'), ...tagKeys('storefort:drill') }],
    ['backup:DeleteRecoveryPoint', at.arn('backup', 'recovery-point:1A2B3C')],
    ['backup:PutBackupVaultAccessPolicy', at.vault],
  ];
}
