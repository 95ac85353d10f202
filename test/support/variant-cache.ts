import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '../..');
/** Where the variants lie: `<name>/` is a cloud assembly, `<name>/key` says of which sources. */
export const variantsFolder = path.join(root, '.build', 'variants');

const sources = ['lib', 'lambdas', 'host', 'cdk.json', 'package-lock.json', 'test/support'];

/** A hash of everything the templates are made of: the same key, the same templates. */
export function sourcesKey(): string {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) {
    for (const file of filesBelow(path.join(root, source))) {
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 24);
}

function filesBelow(file: string): string[] {
  if (!statSync(file).isDirectory()) return [file];
  return readdirSync(file)
    .sort()
    .flatMap((name) => filesBelow(path.join(file, name)));
}

/** Whether a variant was synthesized from these sources, be it to an error. */
export function isFresh(name: string, key: string): boolean {
  const file = path.join(variantsFolder, name, 'key');
  return existsSync(file) && readFileSync(file, 'utf8') === key;
}

/**
 * Brings the named variants up to date and returns when they are. Tests call it before they read: the first of several
 * processes does the work, the others wait for it.
 */
export function ensureSynthesized(names: readonly string[]): void {
  const key = sourcesKey();
  if (names.every((name) => isFresh(name, key))) return;
  const file = path.join(root, 'test/support/synthesize.ts');
  execFileSync(process.execPath, ['--import', 'tsx', file, ...names], { cwd: root, stdio: 'inherit' });
}
