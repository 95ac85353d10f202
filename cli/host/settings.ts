import { mkdirSync, writeFileSync } from 'node:fs';
import type { PreviewFolder } from './folder';
import { doorAddresses } from './ports';

/** Where PHP may write, and can still be read by people. */
export const mailFolder = 'var/lib/storefort/php/tmp/mail';

export interface SettingsProps {
  readonly port: number;
  /** Such as `de_DE`. */
  readonly locale: string;
  readonly timeZone: string;
}

/** The addresses people use. */
export function doorUrls(port: number): { readonly shop: string; readonly staff: string } {
  return { shop: `https://${doorAddresses.shop}:${port}`, staff: `https://${doorAddresses.staff}:${port}` };
}

/** The file that the host's scripts read, with the preview's names for what AWS names otherwise. */
export function writeSettings(folder: PreviewFolder, { port, locale, timeZone }: SettingsProps): void {
  const urls = doorUrls(port);
  const settings: Readonly<Record<string, string | number>> = {
    STORE: 'preview',
    GENERATION: 1,
    HEALTH_CHECKS: 0,
    REGION: 'none',
    SHOP_HOST: doorAddresses.shop,
    STAFF_HOST: doorAddresses.staff,
    SHOP_URL: urls.shop,
    STAFF_URL: urls.staff,
    LOCALE: locale,
    TIME_ZONE: timeZone,
    MAIL_VIA: 'preview',
    MAIL_FROM: 'shop@preview.invalid',
    PREVIEW_MAIL_DIR: folder.at(mailFolder),
    DATABASE_SECRET: 'database',
    SALTS_SECRET: 'salts',
    SHOP_DOOR_SECRET: 'shop-door',
    STAFF_DOOR_SECRET: 'staff-door',
    FILE_SYSTEM: 'none',
    ACCESS_POINT: 'none',
    RELEASE_BUCKET: 'release-bucket',
    RELEASE_PARAMETER: 'release',
  };
  mkdirSync(folder.at('etc/storefort'), { recursive: true });
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quoted(String(value))}\n`);
  writeFileSync(folder.at('etc/storefort/settings'), lines.join(''));
}

/** A shell reads the file. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
