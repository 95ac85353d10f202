import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isScalar, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { CommandError } from '../exit-codes';

/**
 * The text of a store file with `backup.lock: compliance`. Nothing else changes, not a blank: a person reviews the difference, and
 * a document written anew would be full of them.
 * @throws CommandError when the file is written in a way that only a person should change
 */
export function withComplianceLock(text: string): string {
  const document = parseDocument(text);
  const edited = edit(text, document);
  const wanted = document.toJS() as { backup?: object };
  const found = edited === undefined ? undefined : (parseDocument(edited).toJS() as unknown);
  if (
    edited === undefined ||
    !isDeepStrictEqual(found, { ...wanted, backup: { ...wanted.backup, lock: 'compliance' } })
  ) {
    throw new CommandError('the file cannot be changed safely; write lock: compliance below backup yourself');
  }
  return edited;
}

function edit(text: string, document: Document): string | undefined {
  const backup = document.get('backup', true);
  if (!isMap(backup)) return undefined;
  const lock = backup.get('lock', true);
  if (isScalar(lock)) return replaced(text, lock);
  const [first] = backup.items;
  const start = isScalar(first?.key) ? first.key.range?.[0] : undefined;
  return start === undefined ? undefined : inserted(text, backup, start);
}

function replaced(text: string, { range }: Scalar): string | undefined {
  return range ? `${text.slice(0, range[0])}compliance${text.slice(range[1])}` : undefined;
}

/** Before the first field, on a line of its own or, in braces, beside it. */
function inserted(text: string, backup: YAMLMap, start: number): string {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(line, start);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const own = backup.flow !== true && /^[ ]+$/.test(indent);
  return `${text.slice(0, start)}lock: compliance${own ? newline + indent : ', '}${text.slice(start)}`;
}
