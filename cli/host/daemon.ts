import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../exit-codes';
import { searchPath } from './run-program';

/** A server of the preview's own that runs in the foreground of its own session until it is stopped. */
export class Daemon {
  private constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
    private readonly log: string,
  ) {}

  /** @param log file that takes what it writes */
  static start(name: string, program: string, args: readonly string[], log: string): Daemon {
    const file = openSync(log, 'a');
    const child = spawn(program, args, {
      env: { ...process.env, PATH: searchPath },
      detached: true,
      stdio: ['ignore', file, file],
    });
    closeSync(file);
    child.on('error', () => undefined);
    return new Daemon(name, child, log);
  }

  /**
   * Waits until `ready` says so.
   * @throws CommandError with the end of its log when it ended, or took longer than 30 s
   */
  async until(ready: () => Promise<boolean>, signal?: AbortSignal): Promise<void> {
    for (const started = Date.now(); !(await ready());) {
      signal?.throwIfAborted();
      if (this.hasEnded()) throw new CommandError(`${this.name} ended as soon as it was started:\n${this.endOfLog()}`);
      if (Date.now() - started > 30_000)
        throw new CommandError(`${this.name} did not answer within 30 s:\n${this.endOfLog()}`);
      await sleep(50);
    }
  }

  /** Asks it to end; after 20 s it is made to. */
  async stop(politely: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.hasEnded()) return;
    const ended = once(this.child, 'exit');
    this.child.kill(politely);
    const force = setTimeout(() => this.child.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(force);
  }

  private hasEnded(): boolean {
    return this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private endOfLog(): string {
    return readFileSync(this.log, 'utf8').trim().split('\n').slice(-10).join('\n');
  }
}
