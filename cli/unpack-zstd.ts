import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pipeline } from 'node:stream';
import { BrokenCompression } from '../lambdas/shared/dump/decompress';
import { CommandError, exitCodes } from './exit-codes';
import { searchPath } from './host/run-program';

/**
 * Zstandard by the machine's program: zlib has it from Node 22.15 on.
 * @throws CommandError when there is no such program
 * @throws BrokenCompression after all that could be decompressed
 */
export async function* unpackZstd(stored: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const child = spawn('zstd', ['--decompress', '--stdout', '--quiet'], {
    env: { PATH: searchPath },
    // Ctrl-C on the terminal reaches it by the end of its stdin.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // What it cannot read on, it says; what the source throws is thrown below.
  let sourceError: unknown;
  pipeline(
    watched(stored, (error) => (sourceError = error)),
    child.stdin,
    () => undefined,
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (said = (said + part).slice(-1000)));
  const ended = once(child, 'close') as Promise<[number | null]>;
  ended.catch(() => undefined);
  try {
    yield* child.stdout as AsyncIterable<Uint8Array>;
    const status = await exitOf(ended);
    if (sourceError !== undefined) throw sourceError as Error;
    if (status !== 0)
      throw new BrokenCompression(/premature end/i.test(said) ? 'truncated-compression' : 'corrupt-compression');
  } finally {
    child.kill('SIGKILL');
  }
}

async function exitOf(ended: Promise<[number | null]>): Promise<number | null> {
  try {
    return (await ended)[0];
  } catch (error) {
    throw new CommandError(
      'the dump is compressed with Zstandard, and there is no program "zstd": install it (sudo apt-get install zstd), or use Node.js 22.15 or later',
      exitCodes.usage,
      { cause: error },
    );
  }
}

async function* watched(
  source: AsyncIterable<Uint8Array>,
  failed: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    failed(error);
    throw error;
  }
}
