import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemLine, StoreFileError } from '../../lib/config/errors';
import { loadStores } from '../../lib/config/load';
import type { StoreConfig } from '../../lib/config/schema';

/** The day on which the tests' files are read. */
export const today = '2026-03-01';

/** A sound file, one field a line, so that tests can count lines. */
export const sound = `domain: shop.example.com
staffHost: staff.example.com
dns: { zone: { id: Z0123456789EXAMPLE01, name: example.com } }
account: '111122223333'
region: us-east-1
backup: { offsite: { region: us-west-2 } }
mail: { via: ses, from: orders@shop.example.com }
notify: { emails: [owner@example.com] }
staff: { networks: [203.0.113.0/29] }
payments: [{ gateway: stripe, mode: iframe }]
`;

/** The sound file with lines replaced by field: the field's whole line, or nothing to take it away. */
export function changed(lines: Readonly<Record<string, string>>): string {
  const given = sound.trimEnd().split('\n');
  const kept = given.flatMap((line) => {
    const key = line.slice(0, line.indexOf(':'));
    const replacement = lines[key];
    return replacement === undefined ? [line] : replacement === '' ? [] : [replacement];
  });
  const added = Object.entries(lines).filter(([key]) => !given.some((line) => line.startsWith(`${key}:`)));
  return `${[...kept, ...added.map(([, line]) => line)].join('\n')}\n`;
}

/** A folder of store files that goes when `use` returns. */
export function inFolder<T>(files: Readonly<Record<string, string | Buffer>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'stores-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The error lines of files, the folder left away; empty when they load. */
export function errorLines(files: Readonly<Record<string, string | Buffer>>): string[] {
  return inFolder(files, (folder) => linesOf(folder, Object.keys(files)));
}

/** The error lines of one file called acme.yaml. */
export function linesOfFile(content: string | Buffer): string[] {
  return errorLines({ 'acme.yaml': content });
}

/** The error lines of named files of a folder. */
export function linesOf(folder: string, names: readonly string[]): string[] {
  try {
    loadStores(
      names.map((name) => join(folder, name)),
      { today },
    );
    return [];
  } catch (error) {
    if (!(error instanceof StoreFileError)) throw error;
    return error.problems.map((problem) => problemLine(problem).replaceAll(`${folder}/`, ''));
  }
}

/** The stores of these files. */
export function loaded(files: Readonly<Record<string, string | Buffer>>): StoreConfig[] {
  return inFolder(files, (folder) =>
    loadStores(
      Object.keys(files).map((name) => join(folder, name)),
      { today },
    ),
  );
}
