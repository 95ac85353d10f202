import type { Writable } from 'node:stream';
import { colours as pc } from './colours';

/** Where progress is written: a terminal gets one line that changes, anything else gets a line a step. */
export interface ProgressStream extends Pick<Writable, 'write'> {
  readonly isTTY?: boolean;
}

const frames = ['|', '/', '-', '\\'];
const quietMs = 1000;

/**
 * Says on stderr what is going on, once it has taken a second; stdout stays the result's alone.
 * Leaves the cursor on an empty line.
 */
export class Progress {
  private readonly started = Date.now();
  private readonly timer: NodeJS.Timeout;
  private shown = '';
  private text = '';
  private frame = 0;

  constructor(private readonly stream: ProgressStream = process.stderr) {
    this.timer = setInterval(() => {
      this.draw();
    }, 120);
  }

  /** @param text what is being done, such as `synthesizing 6 stacks` */
  step(text: string): void {
    this.text = text;
  }

  done(): void {
    clearInterval(this.timer);
    if (this.stream.isTTY && this.shown !== '') this.stream.write('\r\u001b[K');
  }

  private draw(): void {
    const elapsedMs = Date.now() - this.started;
    if (this.text === '' || elapsedMs < quietMs) return;
    if (this.stream.isTTY) {
      this.frame = (this.frame + 1) % frames.length;
      const seconds = Math.round(elapsedMs / 1000);
      this.stream.write(`\r\u001b[K${pc.dim(`${frames[this.frame] ?? ''} ${this.text} (${seconds} s)`)}`);
    } else if (this.text !== this.shown) {
      this.stream.write(`${this.text} ...\n`);
    }
    this.shown = this.text;
  }
}
