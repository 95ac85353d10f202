import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Finding } from './finding';
import { nearest } from './nearest';

/** A store is a few kilobytes; more is another file taken for one. Checked before the file is read. */
export const sizeLimitBytes = 256 * 1024;

/** Where in a text: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Read = { readonly text: string } | { readonly finding: Finding; readonly position: Position };

const start: Position = { line: 1, column: 1 };

/** Reads a store file as UTF-8, with or without a byte order mark. What keeps it from being read comes back as a finding. */
export function readText(file: string): Read {
  const refuse = (must: string, got: string, remedy: string, position = start): Read => {
    return { finding: { path: [], must, got, remedy }, position };
  };
  let bytes: Buffer;
  try {
    const stat = statSync(file);
    if (stat.isDirectory())
      return refuse('must be a store file', 'a directory', 'name a file in it, such as stores/example.yaml');
    // A pipe or a device would block or never end.
    if (!stat.isFile())
      return refuse('must be a regular file', 'a pipe, socket or device', 'name a file such as stores/example.yaml');
    if (stat.size > sizeLimitBytes) return tooLarge(refuse, stat.size);
    bytes = readFileSync(file);
  } catch (error) {
    return refuse(...unreadable(file, error));
  }
  const bad = firstBadByte(bytes);
  if (bad) return refuse('must be UTF-8 text', bad.got, 'save the file as UTF-8', bad.position);
  return { text: new TextDecoder('utf-8').decode(bytes) };
}

type Refuse = (must: string, got: string, remedy: string) => Read;

function tooLarge(refuse: Refuse, bytes: number): Read {
  const kibibytes = Math.ceil(bytes / 1024);
  return refuse(
    `must be at most ${sizeLimitBytes / 1024} KiB`,
    `${kibibytes} KiB`,
    'check that it is a store file; stores/example.yaml shows one',
  );
}

function unreadable(file: string, error: unknown): [string, string, string] {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return ['must exist', 'no such file', missingRemedy(file)];
  if (code === 'EACCES' || code === 'EPERM')
    return ['must be readable', `${code} (no permission)`, 'give your user the right to read it'];
  return ['must be readable', code, 'check the path, its links and its disk'];
}

/** The system's own name of the fault; anything else is a bug and goes on. */
function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code;
  throw error;
}

function missingRemedy(file: string): string {
  const siblings = listed(dirname(file)).filter((name) => /\.ya?ml$/.test(name));
  const [near] = nearest(basename(file), siblings, 1);
  return near === undefined ? 'copy stores/example.yaml to it' : `did you mean ${join(dirname(file), near)}?`;
}

function listed(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    // Only a hint is lost.
    return [];
  }
}

function firstBadByte(bytes: Buffer): { got: string; position: Position } | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { got: 'UTF-16', position: start };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { got: 'UTF-16', position: start };
  let line = 1;
  for (let from = 0; from <= bytes.length; line += 1) {
    const newline = bytes.indexOf(0x0a, from);
    const row = bytes.subarray(from, newline === -1 ? bytes.length : newline);
    const column = badColumn(row);
    if (column !== undefined) return { got: 'bytes of another encoding', position: { line, column } };
    if (newline === -1) return undefined;
    from = newline + 1;
  }
  return undefined;
}

function badColumn(row: Buffer): number | undefined {
  const zero = row.indexOf(0);
  const valid = row.toString('utf8');
  // Node puts U+FFFD where bytes are not UTF-8; one that the author typed encodes back to the same bytes.
  if (zero === -1 && Buffer.from(valid, 'utf8').equals(row)) return undefined;
  if (zero !== -1) return row.subarray(0, zero).toString('utf8').length + 1;
  return valid.indexOf('\uFFFD') + 1;
}
