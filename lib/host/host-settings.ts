import type { IAccessPoint, IFileSystem } from 'aws-cdk-lib/aws-efs';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import type { ExportTarget } from './host-permissions';

/** What a host is told about its store. */
export interface HostSettingsProps {
  readonly store: Pick<
    StoreConfig,
    'name' | 'generation' | 'region' | 'domain' | 'staffHost' | 'locales' | 'timeZone' | 'mail'
  >;
  readonly databaseCredentials: ISecret;
  readonly salts: ISecret;
  readonly doorSecrets: { readonly shop: ISecret; readonly staff: ISecret };
  readonly uploads: { readonly fileSystem: IFileSystem; readonly accessPoint: IAccessPoint };
  readonly releases: IBucket;
  /** @default - no offsite region: nothing is exported */
  readonly exports?: ExportTarget;
  /** Sends mail through SES. @default - mail goes by a relay */
  readonly mailRole?: IRole;
  /** How many health checks of one load balancer node a host must have answered before it says that it is ready. */
  readonly healthChecks: number;
}

/**
 * The file `/etc/storefort/settings`, which the host's scripts source: names, addresses and where secrets are, never a secret.
 * User data carries it, and whoever may describe the instance reads that.
 */
export function hostSettings({ store, ...props }: HostSettingsProps): string {
  const { mail } = store;
  const settings: Readonly<Record<string, string | number>> = {
    STORE: store.name,
    GENERATION: store.generation,
    HEALTH_CHECKS: props.healthChecks,
    REGION: store.region,
    SHOP_HOST: store.domain,
    STAFF_HOST: store.staffHost,
    SHOP_URL: `https://${store.domain}`,
    STAFF_URL: `https://${store.staffHost}`,
    LOCALE: store.locales[0] ?? 'en_US',
    TIME_ZONE: store.timeZone,
    MAIL_VIA: mail.via,
    MAIL_FROM: mail.from,
    ...(mail.via === 'smtp' ? { MAIL_HOST: mail.host, MAIL_SECRET: mail.secretName } : {}),
    ...(props.mailRole ? { MAIL_ROLE: props.mailRole.roleArn } : {}),
    DATABASE_SECRET: props.databaseCredentials.secretArn,
    SALTS_SECRET: props.salts.secretArn,
    SHOP_DOOR_SECRET: props.doorSecrets.shop.secretArn,
    STAFF_DOOR_SECRET: props.doorSecrets.staff.secretArn,
    FILE_SYSTEM: props.uploads.fileSystem.fileSystemId,
    ACCESS_POINT: props.uploads.accessPoint.accessPointId,
    RELEASE_BUCKET: props.releases.bucketName,
    RELEASE_PARAMETER: namesOf(store).releaseParameter,
    ...(props.exports
      ? {
          EXPORT_BUCKET: props.exports.bucketName,
          EXPORT_REGION: props.exports.region,
          EXPORT_KEY: props.exports.key.keyArn,
        }
      : {}),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${quoted(String(value))}\n`)
    .join('');
}

/** One word for a shell: a sender's address may hold an apostrophe. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
