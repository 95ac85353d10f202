import { appendFileSync } from 'node:fs';
import type { PreviewFolder } from './folder';
import { type HostScripts, scriptLog } from './host-scripts';

const minuteMs = 60_000;

/** Plays the host's timer: every minute brings the host up to date and runs what WordPress has scheduled. */
export class Ticks {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private readonly ending = new AbortController();

  constructor(
    private readonly folder: PreviewFolder,
    private readonly scripts: HostScripts,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      // A failure is in the log, and the next minute tries again.
      this.now().catch((error: unknown) => {
        appendFileSync(scriptLog(this.folder), `${new Date().toISOString()} ${String(error)}\n`);
      });
    }, minuteMs);
  }

  /**
   * One tick, after the one that may be under way.
   * @throws ProgramError when a script fails
   */
  async now(): Promise<void> {
    const tick = this.running.then(() => this.tick());
    this.running = tick.catch(() => undefined);
    await tick;
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.ending.abort();
    await this.running;
  }

  private async tick(): Promise<void> {
    if (this.ending.signal.aborted) return;
    await this.scripts.run('bin/refresh.sh', [], this.ending.signal);
    await this.scripts.run('bin/cron.sh', [], this.ending.signal);
  }
}
