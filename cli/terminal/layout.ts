/** Columns a page of text has, whatever the terminal: what is printed is also mailed and pasted into tickets. */
export const pageWidth = 80;

/**
 * Breaks text at spaces into lines no wider than the page. A word wider than the page keeps its line: a command or an address
 * that is broken cannot be copied.
 *
 * @param indent put before every line but the first
 * @param first put before the first line. @default indent
 */
export function wrap(text: string, indent = '', first = indent, width = pageWidth): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].map((one) => one.trimEnd()).join('\n');
}

/** A row of a table with two columns: a label of fixed width, and text that wraps beside it. */
export function field(label: string, text: string, options: { indent?: number; labelWidth?: number } = {}): string {
  const start = ' '.repeat(options.indent ?? 2);
  const labelWidth = options.labelWidth ?? 14;
  const column = start + ' '.repeat(labelWidth);
  return wrap(text, column, start + label.padEnd(labelWidth - 1) + ' ');
}

/** US dollars with cents, right-aligned in `width` columns. */
export function dollars(amount: number, width = 0): string {
  return amount.toFixed(2).padStart(width);
}

/** `1 stack`, `2 stacks`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
