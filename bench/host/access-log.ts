import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** What a server wrote of the requests it answered from some moment on. */
export interface LogCount {
  readonly lines: number;
  /** Those that `expected` does not fit. */
  readonly others: number;
  /** The first of them. */
  readonly example: string;
  /** Requests that the client left before they were answered: those under way when the load ended. */
  readonly abandoned: number;
}

export function endOf(log: string): number {
  return statSync(log).size;
}

/** @param from where the log ended before, in bytes */
export async function countLog(log: string, from: number, expected: RegExp): Promise<LogCount> {
  const count = { lines: 0, others: 0, example: '', abandoned: 0 };
  for await (const line of createInterface({ input: createReadStream(log, { start: from }) })) {
    count.lines += 1;
    if (expected.test(line)) continue;
    if (/"status":499,|" 499 /.test(line)) {
      count.abandoned += 1;
      continue;
    }
    if (count.others === 0) count.example = line;
    count.others += 1;
  }
  return count;
}
