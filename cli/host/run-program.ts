import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';

/** Debian keeps daemons where the PATH of people who are not root does not look. */
export const searchPath = `${process.env.PATH ?? '/usr/bin:/bin'}:/usr/sbin:/sbin`;

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
  /** File to which what it writes on stderr is added; stdout is its result, which may hold what no log should. */
  readonly log?: string;
  readonly signal?: AbortSignal;
}

/** A program that was expected to end well and did not; the message holds the end of what it said. */
export class ProgramError extends Error {
  constructor(
    readonly program: string,
    readonly status: number | null,
    readonly said: string,
  ) {
    const end = said.trim().split('\n').slice(-15).join('\n');
    super(`${program} ended with ${status ?? 'a signal'}${end === '' ? '' : `:\n${end}`}`);
    this.name = 'ProgramError';
  }
}

/**
 * Runs a program to its end, in a process group of its own: Ctrl-C on the terminal reaches it by way of `signal` only.
 * @returns what it wrote on stdout
 * @throws ProgramError when it does not end with 0
 * @throws the signal's reason when that came first; the whole group has been told to end by then
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<string> {
  options.signal?.throwIfAborted();
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, PATH: searchPath, ...options.env },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const end = () => {
    endGroup(child);
  };
  options.signal?.addEventListener('abort', end, { once: true });
  try {
    const out = collect(child, options);
    const [status] = (await once(child, 'close')) as [number | null];
    options.signal?.throwIfAborted();
    if (status !== 0) throw new ProgramError(program, status, out.stderr || out.stdout);
    return out.stdout;
  } finally {
    options.signal?.removeEventListener('abort', end);
  }
}

function collect(child: ChildProcess, { input, log }: ProgramOptions): { stdout: string; stderr: string } {
  const out = { stdout: '', stderr: '' };
  child.stdout?.on('data', (part: Buffer) => (out.stdout += part.toString()));
  child.stderr?.on('data', (part: Buffer) => (out.stderr += part.toString()));
  // A program that ends without reading is no error of ours: its exit code says what there is to say.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input ?? '');
  if (log !== undefined) {
    child.once('close', () => {
      appendFileSync(log, out.stderr);
    });
  }
  return out;
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    child.kill('SIGTERM');
  }
}
