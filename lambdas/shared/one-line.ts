/** In characters: a state of Step Functions holds 256 KiB in all. */
const longest = 500;

/** What somebody else wrote, as one line of plain characters that is not too long; undefined when nothing is left of it. */
export function oneLine(text: string | undefined): string | undefined {
  const line = (text ?? '').replace(/[^\x21-\x7e]+/g, ' ').trim();
  return line === '' ? undefined : line.slice(0, longest);
}
