/** Where a scan stands within `INSERT … VALUES (1,'a',NULL),(2,…);`; times 256, to be added to a byte. */
export const At = {
  /** Before a row's bracket. */
  row: 0,
  /** Before a value. */
  value: 0x100,
  number: 0x200,
  /** A first 0, which may begin `0x`. */
  zero: 0x300,
  hex: 0x400,
  text: 0x500,
  /** After a backslash in a text. */
  escape: 0x600,
  /** After a quote in a text: its end, or half of a doubled one. */
  quote: 0x700,
  n: 0x800,
  nu: 0x900,
  nul: 0xa00,
  null: 0xb00,
  /** `_binary`, `x` or `b` before a text. */
  introducer: 0xc00,
  /** After a row's bracket. */
  after: 0xd00,
} as const;

/** What has to be done besides going on. */
export const Event = {
  none: 0,
  rowBegins: 1,
  textBegins: 2,
  hexBegins: 3,
  valueEnds: 4,
  rowEnds: 5,
  statementEnds: 6,
  broken: 7,
} as const;

/** By state and byte: the next state and, in the lower 8 bits, the event. */
export const transitions = new Uint16Array(16 * 256).fill(Event.broken);

function on(states: readonly number[], bytes: string, next: number): void {
  for (const state of states) {
    for (const byte of bytes) transitions[state | byte.charCodeAt(0)] = next;
  }
}

const digits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyz';
const white = ' \t\r\n';
const valueEnds = [At.number, At.zero, At.hex, At.quote, At.null];

on([At.row], white, At.row);
on([At.row], '(', At.value + Event.rowBegins);
on([At.value], ' ', At.value);
on([At.value], '-123456789.', At.number);
on([At.value], '0', At.zero);
on([At.value], "'", At.text + Event.textBegins);
on([At.value], 'N', At.n);
on([At.n], 'U', At.nu);
on([At.nu], 'L', At.nul);
on([At.nul], 'L', At.null);
on([At.value], '_xXbB', At.introducer);
on([At.introducer], `${letters}${digits}_ `, At.introducer);
on([At.introducer], "'", At.text + Event.textBegins);
on([At.number, At.zero], `${digits}.eE+-`, At.number);
on([At.zero], 'x', At.hex + Event.hexBegins);
on([At.hex], `${digits}abcdefABCDEF`, At.hex);
on(valueEnds, ',', At.value + Event.valueEnds);
on(valueEnds, ')', At.after + Event.rowEnds);
transitions.fill(At.text, At.text, At.escape);
transitions.fill(At.text, At.escape, At.quote);
on([At.text], "'", At.quote);
on([At.text], '\\', At.escape);
on([At.quote], "'", At.text);
on([At.after], white, At.after);
on([At.after], ',', At.row);
on([At.after], ';', At.row + Event.statementEnds);

/** Bytes that stay in a text and escape nothing. */
export const isPlain = Uint8Array.from({ length: 256 }, (_, byte) => (transitions[At.text | byte] === At.text ? 1 : 0));
/** Bytes that stay in a number. */
export const isOfNumber = Uint8Array.from({ length: 256 }, (_, byte) =>
  transitions[At.number | byte] === At.number ? 1 : 0,
);
