import type { DumpTable } from '../../lambdas/shared/dump/dump-facts';
import { printable } from '../report/printable';
import { megabytes } from '../terminal/transfer';

const namesWidth = 48;

/** The tables of a dump with their rows; those without any only by how many they are. */
export function tablesText(tables: readonly DumpTable[]): string {
  const filled = tables.filter(({ rows }) => rows > 0);
  const lines = filled.map(({ name, rows, bytes }) => {
    const count = `${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`;
    return `  ${printable(name).padEnd(namesWidth)} ${count.padStart(16)} ${megabytes(bytes).padStart(12)}`;
  });
  const empty = tables.length - filled.length;
  if (empty > 0) lines.push(`  ${empty} without rows`);
  return lines.length === 0 ? '' : `Tables\n${lines.join('\n')}\n\n`;
}
