/** Text out of a dump, for a terminal: controls and what turns the direction of writing are shown as �, and do nothing. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
