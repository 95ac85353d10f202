/** How far something of known size has come. */
export interface Transfer {
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
}

/** `42 % of 293.1 MB, 12.3 MB/s, 14 s left` */
export function transferText({ done, total, elapsedMs }: Transfer): string {
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const text = `${Math.floor(share * 100)} % of ${megabytes(total)}`;
  if (done === 0 || elapsedMs < 500) return text;
  const rate = done / elapsedMs;
  const left = (total - done) / rate;
  return `${text}, ${megabytes(rate * 1000)}/s, ${duration(Math.max(left, 0))} left`;
}

/** `293.1 MB`, of a million bytes. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `8 s`, `2 min 5 s`, `1 h 3 min`; two digits of precision are enough for somebody who waits. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
