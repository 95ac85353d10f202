import type { DumpFacts } from './dump-facts';

type Header = Partial<Pick<DumpFacts, 'producer' | 'serverVersion' | 'database' | 'completedAt'>>;

const firstLine = /^-- (MariaDB|MySQL) dump \S+(.*)/;
const host = /^-- Host: .*?\s{2,}Database: (.*)$/;
const server = /^-- Server version\s+(\S+)/;
const lastLine = /^-- Dump completed(?: on (\d{4}-\d{2}-\d{2}) ([ \d]\d:\d{2}:\d{2}))?\s*$/;

/** What a line of comment says. */
export type Comment =
  | { readonly kind: 'first'; readonly tells: Header }
  | { readonly kind: 'last'; readonly tells: Header }
  | { readonly kind: 'other'; readonly tells: Header };

/** @param line from its dashes on, without its end */
export function readComment(line: string): Comment {
  return readFirst(line) ?? readLast(line) ?? readOther(line);
}

function readFirst(line: string): Comment | undefined {
  const [found, program, rest = ''] = firstLine.exec(line) ?? [];
  if (found === undefined) return undefined;
  const isMariaDb = program === 'MariaDB' || rest.includes('-MariaDB');
  return { kind: 'first', tells: { producer: isMariaDb ? 'mariadb-dump' : 'mysqldump' } };
}

function readLast(line: string): Comment | undefined {
  const [found, day, time] = lastLine.exec(line) ?? [];
  if (found === undefined) return undefined;
  return { kind: 'last', tells: day && time ? { completedAt: `${day}T${time.replace(' ', '0')}` } : {} };
}

function readOther(line: string): Comment {
  const database = host.exec(line)?.[1]?.trim();
  if (database) return { kind: 'other', tells: { database } };
  const serverVersion = server.exec(line)?.[1];
  return { kind: 'other', tells: serverVersion === undefined ? {} : { serverVersion } };
}
