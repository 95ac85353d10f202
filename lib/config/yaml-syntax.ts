import type { YAMLError } from 'yaml';
import { type Finding, printable } from './finding';
import type { Position } from './read-text';

/** Enough for any store, too few to exhaust the stack. */
export const maxDepth = 32;

/** Looks for nesting that would exhaust the parser's stack, by brackets and by indentation, before the parser sees it. */
export function tooDeep(text: string): Position | undefined {
  let line = 0;
  let brackets = 0;
  for (const row of text.split('\n')) {
    line += 1;
    brackets += (row.match(/[[{]/g) ?? []).length - (row.match(/[\]}]/g) ?? []).length;
    const dashes = /^(?:[ \t]*[-?:][ \t]+)*/.exec(row)?.[0].match(/[-?:]/g)?.length ?? 0;
    if (Math.max(brackets, dashes) > maxDepth || indentOf(row) > 8 * maxDepth) return { line, column: 1 };
  }
  return undefined;
}

function indentOf(row: string): number {
  return row.length - row.trimStart().length;
}

export function fileFinding(must: string, remedy: string): Finding {
  return { path: [], must, remedy };
}

const syntaxRemedies: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  MULTIPLE_DOCS: 'write one store per file, without --- between',
  BAD_ALIAS: 'write the value out, or put it in quotes if it starts with *',
  TAG_RESOLVE_FAILED: 'take the tag away, or put the value in quotes',
  NON_STRING_KEY: 'put the key in quotes',
  MISSING_CHAR: 'close the quote or bracket, or put a blank after the colon',
  BAD_SCALAR_START: 'put the value in quotes',
};

export function syntaxFinding(fault: YAMLError): Finding {
  const tab = /\btab/i.test(fault.message) ? syntaxRemedies.TAB_AS_INDENT : undefined;
  const said = printable(fault.message.split('\n')[0] ?? '')
    .replace(/[.:]$/, '')
    .replace(/;.*$/, '');
  const lower = said.charAt(0).toLowerCase() + said.slice(1);
  return fileFinding(`must be valid YAML (${lower})`, syntaxRemedies[fault.code] ?? tab ?? 'mend the YAML here');
}
