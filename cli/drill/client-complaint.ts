/** Why a dump was not restored to its end. */
export interface Complaint {
  /** `error`: this machine is to blame, or may be; another drill may pass. */
  readonly verdict: 'fail' | 'error';
  readonly text: string;
}

/**
 * Why the client did not get to the end of a dump, without a word of what the dump holds. Before its complaint the client repeats
 * the statement, in which another may be forged: what is believed is a number, never a word.
 * @param said the end of what it wrote on stderr
 */
export function clientComplaint(status: number | null, said: string): Complaint {
  return refusedByServer(said) ?? refusedByClient(said) ?? brokenOff(status);
}

function refusedByServer(said: string): Complaint | undefined {
  const pattern = /^ERROR (\d{1,5}) \(\w{5}\)( at line (\d{1,12}))?(?:.*\(errno: (\d{1,3}))?/gm;
  const [, code, at = '', line = '', system] = lastOf(pattern, said) ?? [];
  if (code === undefined) return undefined;
  const where = at === '' ? '' : `line ${line}: `;
  // The operating system's own reason, where a table could not be made or written.
  const known = system === noSpace ? noSpace : code;
  return {
    verdict: ofThisMachine.has(known) ? 'error' : 'fail',
    text: `${where}${reasons[known] ?? 'the server refused a statement'} (error ${code})`,
  };
}

function refusedByClient(said: string): Complaint | undefined {
  const [, line] = lastOf(/^ERROR at line (\d{1,12})/gm, said) ?? [];
  return line === undefined ? undefined : { verdict: 'fail', text: `line ${line}: ${notSql}` };
}

function brokenOff(status: number | null): Complaint {
  return { verdict: 'error', text: status === null ? 'the client was killed' : `the client ended with ${status}` };
}

function lastOf(pattern: RegExp, text: string): RegExpExecArray | undefined {
  return [...text.matchAll(pattern)].at(-1);
}

const notSql = "a command for the client, not SQL; it was not run, and no dump holds one, unless it is somebody's trap";
const tooMuch =
  'a statement asks for more than to fill one database; a drill grants nothing else. Dump the shop’s database alone';
const lost = 'the server ended the connection; a statement may be larger than it takes (1 GB), or memory ran out';

/** ENOSPC, as operating system and server write it. */
const noSpace = '28';

/** By the server's error codes, and the system's where it names one. */
const reasons: Readonly<Record<string, string>> = {
  [noSpace]: 'the disk is full; set TMPDIR to a folder with more room',
  1005: 'a table could not be made',
  1021: 'the disk is full; set TMPDIR to a folder with more room',
  1044: tooMuch,
  1045: tooMuch,
  1046: 'no database is chosen; the dump removed its own',
  1049: 'it uses a database that it does not make',
  1050: 'a table is made twice; it may be two dumps in one file',
  1062: 'a row is there twice; it may be two dumps in one file',
  1064: 'a statement is not understood; the dump is cut, damaged, or of another kind of database',
  1114: 'a table or the disk is full; set TMPDIR to a folder with more room',
  1115: 'an unknown character set',
  1118: 'a table has rows too large for this server',
  1136: 'a row has another number of columns than its table',
  1142: tooMuch,
  1146: 'a table is used that was not made',
  1153: lost,
  1193: 'an unknown variable; of MySQL, dump with --set-gtid-purged=OFF',
  1227: tooMuch,
  1231: 'a variable is given a value that this server does not know; dump from MariaDB, or with MariaDB’s mariadb-dump',
  1273: 'an unknown collation; MySQL 8 has some that MariaDB knows from 11.4 on: drill with that, or dump from the MariaDB that the shop is to run on',
  1366: 'text that is not of the character set it is said to be of',
  1370: tooMuch,
  1406: 'a value is longer than its column',
  1419: tooMuch,
  1449: 'it runs something in the name of an account that is not here',
  2006: lost,
  2013: lost,
  3948: 'it reads a file of this machine; it was not let',
  4166: 'it reads a file of this machine; it was not let',
};

/** Disk, memory, a server that is gone. */
const ofThisMachine = new Set([
  '3',
  noSpace,
  '1021',
  '1037',
  '1038',
  '1041',
  '1114',
  '1135',
  '2002',
  '2003',
  '2006',
  '2008',
  '2013',
]);
