import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { applicationUser, shopSchema } from '../../lambdas/create-database-users/contract';
import type { PreviewFolder } from './folder';

// What Secrets Manager and Parameter Store hold on AWS, as files of the same content (host/platform/debian.sh reads them).

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function secretWord(length: number): string {
  return Array.from({ length }, () => lettersAndDigits.charAt(randomInt(lettersAndDigits.length))).join('');
}

/** undefined: there is none. */
export function readSecret(folder: PreviewFolder, id: string): Record<string, unknown> | undefined {
  return readJson(folder, id) as Record<string, unknown> | undefined;
}

export function writeSecret(folder: PreviewFolder, id: string, content: Readonly<Record<string, unknown>>): void {
  writeJson(folder, id, content);
}

function readJson(folder: PreviewFolder, id: string): unknown {
  const file = folder.at('secrets', `${id}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** By rename, as nobody may ever read half a secret. */
function writeJson(folder: PreviewFolder, id: string, content: unknown): void {
  mkdirSync(folder.at('secrets'), { recursive: true, mode: 0o700 });
  const file = folder.at('secrets', `${id}.json`);
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/**
 * What there was stays: the database knows that password, browsers hold cookies of those salts. Of the database's, host and
 * port follow the server.
 */
export function settleSecrets(folder: PreviewFolder, databasePort: number): void {
  writeSecret(folder, 'database', {
    engine: 'mariadb',
    username: applicationUser,
    password: secretWord(40),
    ...readSecret(folder, 'database'),
    host: '127.0.0.1',
    port: databasePort,
    dbname: shopSchema,
  });
  if (readSecret(folder, 'salts') === undefined) writeSecret(folder, 'salts', { seed: secretWord(64) });
  for (const door of ['shop-door', 'staff-door'])
    if (readJson(folder, door) === undefined) writeJson(folder, door, secretWord(48));
}

/** What the front says in `X-Storefort-Door` for a door; a word, in quotation marks that make it JSON. */
export function doorSecret(folder: PreviewFolder, door: 'shop' | 'staff'): string {
  return String(readJson(folder, `${door}-door`));
}

/** Makes the host run this release the next time it looks. */
export function nameRelease(folder: PreviewFolder, sha256: string): void {
  mkdirSync(folder.at('parameters'), { recursive: true });
  writeFileSync(folder.at('parameters/release.new'), `${sha256}\n`);
  renameSync(folder.at('parameters/release.new'), folder.at('parameters/release'));
}
