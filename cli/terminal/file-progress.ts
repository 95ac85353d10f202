import type { Progress } from './progress';
import { transferText } from './transfer';

/** Says how far a file has been read: a terminal sees every change, a log gets a line for each tenth. */
export class FileProgress {
  private readonly started = Date.now();

  /** @param doing such as `restoring dump.sql.gz` */
  constructor(
    private readonly progress: Progress,
    private readonly doing: string,
    private readonly total: number,
    private readonly isTerminal = process.stderr.isTTY,
  ) {}

  read(done: number): void {
    const elapsedMs = Date.now() - this.started;
    const tenths = Math.min(Math.floor((done / this.total) * 10), 10);
    const share = this.isTerminal ? transferText({ done, total: this.total, elapsedMs }) : `${tenths * 10} %`;
    this.progress.step(`${this.doing}: ${share}`);
  }
}
