import { gzipSync } from 'node:zlib';
import type { JournalEntry } from './journal-events';

/** As many as fit into a command line of a session with room to spare: seals do not compress. */
const linesAtOnce = 60;
/** The next order's id follows from the highest; more than one, for a line that was forged is not believed. */
const highestLines = 20;

const script = 'sudo /opt/storefort/host/bin/storefort-restore';

/** Commands for a host, in order, that erase again what these entries say was erased. */
export function erasureCommands(entries: readonly JournalEntry[], recoveryPoint: Date): string[] {
  const erased = entries.filter(({ event }) => event.event === 'erased').map(({ line }) => line);
  const until = recoveryPoint.toISOString().replace(/\.\d+Z$/, 'Z');
  const batches = Array.from({ length: Math.ceil(erased.length / linesAtOnce) }, (_, at) =>
    erased.slice(at * linesAtOnce, (at + 1) * linesAtOnce),
  );
  return batches.map((lines) => `${script} erasures ${until} ${packed(lines)}`);
}

/** The command that raises the next order's id, and the highest id that these entries know; undefined: they know none. */
export function orderIdCommand(
  entries: readonly JournalEntry[],
): { readonly command: string; readonly last: number } | undefined {
  const orders = entries.flatMap(({ line, event }) => ('order' in event ? [{ line, id: event.order }] : []));
  orders.sort((one, other) => other.id - one.id);
  const [highest] = orders;
  if (highest === undefined) return undefined;
  const lines = orders.slice(0, highestLines).map(({ line }) => line);
  return { command: `${script} order-id ${packed(lines)}`, last: highest.id };
}

/** Letters, digits, dashes and underscores: a shell leaves them alone. */
function packed(lines: readonly string[]): string {
  return gzipSync(lines.join('\n')).toString('base64url');
}
