import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { CommandError, exitCodes } from './exit-codes';

/** First bytes of archives that people send by mistake, and what unpacks them. */
const archives: readonly (readonly [name: string, start: readonly number[], remedy: string])[] = [
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04], 'unzip it'],
  ['compressed by xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a], 'unpack it with xz -d'],
  ['compressed by bzip2', [0x42, 0x5a, 0x68], 'unpack it with bzip2 -d'],
  ['a 7-Zip archive', [0x37, 0x7a, 0xbc, 0xaf], 'unpack it with 7z x'],
];

/**
 * The size of a dump's file in bytes. A pipe cannot be looked into beforehand, and a folder is no dump.
 * @throws CommandError with exit code 2 when it is none that could be read
 */
export function dumpSize(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw new CommandError(`${file} does not exist`, exitCodes.usage);
  if (!stat.isFile()) {
    throw new CommandError(
      `${file} is not a regular file; a dump is one file: .sql, .sql.gz or .sql.zst`,
      exitCodes.usage,
    );
  }
  const start = startOf(file);
  const archive = archives.find(([, bytes]) => bytes.every((byte, at) => start[at] === byte));
  if (archive !== undefined) {
    throw new CommandError(`${file} is ${archive[0]}, which is not read; ${archive[2]} first`, exitCodes.usage);
  }
  return stat.size;
}

function startOf(file: string): Uint8Array {
  const start = new Uint8Array(6);
  try {
    const opened = openSync(file, 'r');
    try {
      return start.subarray(0, readSync(opened, start));
    } finally {
      closeSync(opened);
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown fault';
    throw new CommandError(`${file} cannot be read (${code}); run as somebody who may`, exitCodes.usage, { cause });
  }
}
