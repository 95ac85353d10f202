/** WordPress keeps what a row of meta is about beside its value. */
const keyColumns = ['meta_key', 'option_name'];
const mostBytes = 255;
const printable = /^[\w .:/-]{1,80}$/;
const longNumber = /\d[\d -]{11,}\d/;

/** Remembers where in the row the key's text is, and copies it only when it is asked for or its block goes away. */
export class KeyColumn {
  /** Counted from 0; -1 when the table has none. */
  column = -1;
  private kept = '';
  private start = -1;
  private end = -1;

  choose(columns: readonly string[] | undefined): void {
    this.column = columns?.findIndex((name) => keyColumns.includes(name)) ?? -1;
    this.forget();
  }

  forget(): void {
    this.kept = '';
    this.start = -1;
    this.end = -1;
  }

  begins(at: number): void {
    this.kept = '';
    this.start = at;
    this.end = -1;
  }

  /** Its closing quote may already have gone with an earlier block. */
  ends(at: number): void {
    if (at < this.start) this.kept = this.kept.slice(0, at - this.start);
    this.end = Math.max(at, this.start);
  }

  /** @param end of the block that goes away @param next where the following one begins */
  moves(bytes: Uint8Array, end: number, next: number): void {
    if (this.start < 0) return;
    this.kept += this.copy(bytes, this.end < 0 ? end : this.end);
    this.start = next;
    if (this.end >= 0) this.end = next;
  }

  /** Undefined when there is none, or when it is nothing that may be shown. */
  text(bytes: Uint8Array): string | undefined {
    if (this.start < 0 || this.end < 0) return undefined;
    const text = this.kept + this.copy(bytes, this.end);
    return printable.test(text) && !longNumber.test(text) ? text : undefined;
  }

  private copy(bytes: Uint8Array, end: number): string {
    const most = Math.max(0, mostBytes - this.kept.length);
    return Buffer.from(bytes.subarray(this.start, Math.min(end, this.start + most))).toString('latin1');
  }
}
