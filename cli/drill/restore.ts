import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CheckResult } from '../../lambdas/shared/check-result';
import { searchPath } from '../host/run-program';
import type { ThrowAwayServer } from '../mariadb/throw-away-server';
import { type Complaint, clientComplaint } from './client-complaint';

/** How a restore ended. */
export interface Restore {
  readonly seconds: number;
  /** Why it is not whole; undefined: every statement was executed. */
  readonly complaint?: Complaint;
}

export function restoreResult(
  { seconds, complaint }: Restore,
  { version }: Pick<ThrowAwayServer, 'version'>,
): CheckResult {
  return {
    id: 'dump-restores',
    what: 'the dump can be restored',
    observed: complaint?.text ?? `restored into MariaDB ${version} in ${seconds.toFixed(1)} s`,
    expected: 'MariaDB executes every statement, as an account that may fill one schema and nothing else',
    verdict: complaint?.verdict ?? 'pass',
  };
}

/**
 * Pipes a dump's text into the machine's client. The dump is somebody else's program: the client gets no commands but SQL from it
 * (`--binary-mode` ends at `\!`, `\.`, `\e`, `system`, `source`, and `--sandbox`, where there is one, refuses them again), the
 * account may fill one schema, and the environment names no editor, pager or option file.
 * @throws the signal's reason
 */
export async function restore(
  plain: AsyncIterable<Uint8Array>,
  server: ThrowAwayServer,
  signal?: AbortSignal,
): Promise<Restore> {
  const started = performance.now();
  const client = startClient(server);
  const end = () => client.kill('SIGKILL');
  signal?.addEventListener('abort', end, { once: true });
  try {
    const said = lastWords(client);
    const ended = once(client, 'close') as Promise<[number | null]>;
    const unread = await feed(plain, client.stdin as NodeJS.WritableStream);
    const [status] = await ended;
    signal?.throwIfAborted();
    const complaint = status === 0 ? unread : clientComplaint(status, said());
    return { seconds: (performance.now() - started) / 1000, complaint };
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}

function startClient(server: ThrowAwayServer): ChildProcess {
  const options = [
    `--defaults-file=${server.restorerFile}`,
    '--batch',
    '--quick',
    '--binary-mode',
    // `loose`: clients before 10.11.8 have none.
    '--loose-sandbox',
    '--local-infile=0',
    '--skip-reconnect',
    '--default-character-set=utf8mb4',
    server.schema,
  ];
  return spawn('mariadb', options, {
    cwd: server.folder,
    env: { PATH: searchPath, LC_ALL: 'C.UTF-8' },
    uid: server.account?.uid,
    gid: server.account?.gid,
    // Ctrl-C on the terminal reaches it by way of `signal` only.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}

/** The client repeats whole statements before it says what is wrong with them: only the end is kept, and only codes of it are told. */
function lastWords(client: ChildProcess): () => string {
  let kept = '';
  (client.stderr as Readable).setEncoding('utf8').on('data', (part: string) => {
    kept = (kept + part).slice(-8192);
  });
  return () => kept;
}

/** @returns why not all of it could be read; that the client stopped reading is its own to tell */
async function feed(plain: AsyncIterable<Uint8Array>, stdin: NodeJS.WritableStream): Promise<Complaint | undefined> {
  const complaints: Complaint[] = [];
  async function* watched() {
    try {
      yield* plain;
    } catch (error) {
      complaints.push({ verdict: 'fail', text: 'the file could not be decompressed to its end' });
      throw error;
    }
  }
  // Failed or not, its stdin is closed: what came before is executed, and the client may have more to say.
  await pipeline(watched(), stdin).catch(() => undefined);
  return complaints[0];
}
