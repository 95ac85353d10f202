/** Longest text that is kept: of a longer one only the beginning is looked at. */
const most = 1 << 20;

/** Text that is gathered byte by byte. */
export class KeptText {
  private bytes = Buffer.alloc(4096);
  private length = 0;

  clear(): void {
    this.length = 0;
  }

  add(byte: number): void {
    if (this.length === this.bytes.length) {
      if (this.length === most) return;
      this.bytes = Buffer.concat([this.bytes], this.length * 2);
    }
    this.bytes[this.length] = byte;
    this.length += 1;
  }

  endsWithValues(): boolean {
    return /\bVALUES\s*$/i.test(this.bytes.toString('latin1', Math.max(0, this.length - 16), this.length));
  }

  toString(): string {
    return this.bytes.toString('utf8', 0, this.length);
  }
}
