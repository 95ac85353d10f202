import { setTimeout as wait } from 'node:timers/promises';
import { HttpFault } from './http-reader';

/** Milliseconds that a request may take, all in all, and the caller's own signal: whichever is first ends it. */
export class TimeLimit {
  private readonly controller = new AbortController();
  private readonly end: number;
  private readonly timer: NodeJS.Timeout;
  private readonly stop = () => {
    this.controller.abort(new HttpFault('aborted', `${this.host} was not waited for any longer`));
  };

  constructor(
    private readonly host: string,
    timeoutMs: number,
    private readonly outer?: AbortSignal,
  ) {
    this.end = performance.now() + timeoutMs;
    this.timer = setTimeout(() => {
      this.controller.abort(new HttpFault('timeout', `${host} took longer than ${timeoutMs} ms`));
    }, timeoutMs);
    outer?.addEventListener('abort', this.stop, { once: true });
    if (outer?.aborted === true) this.stop();
  }

  /** Its reason is an HttpFault. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether so long a pause ends before the limit does. */
  leaves(milliseconds: number): boolean {
    return performance.now() + milliseconds < this.end;
  }

  /** @throws HttpFault when the limit is over first */
  async pause(milliseconds: number): Promise<void> {
    await wait(milliseconds, undefined, { signal: this.signal }).catch(() => {
      this.signal.throwIfAborted();
    });
  }

  /** To be called when there is nothing left to limit. */
  over(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.stop);
  }
}
