import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { StoreConfig } from '../../lib/config/schema';
import { wrap } from '../terminal/layout';

const runbook = path.resolve(__dirname, '../../docs/runbooks/after-a-restore.md');

/** The runbook with the names of a store: what there is to know, and the steps in their order. Commands keep their lines. */
export function stepsFor(store: StoreConfig, text = readFileSync(runbook, 'utf8')): string {
  const values: Readonly<Record<string, string>> = {
    store: store.name,
    region: store.region,
    'offsite region': 'region' in store.backup.offsite ? store.backup.offsite.region : 'NO-OFFSITE-REGION',
    generation: String(store.generation),
    'next generation': String(store.generation + 1),
  };
  const named = text.replace(/<([a-z ]+)>/g, (whole, name: string) => values[name] ?? whole);
  const [, ...lines] = named.split('\n');
  let within = false;
  const laid = lines.flatMap((line) => {
    const fence = line.trim().startsWith('```');
    if (fence) within = !within;
    return fence ? [] : [within ? line : paragraph(line)];
  });
  return `${laid
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function paragraph(line: string): string {
  if (line.startsWith('## ')) return line.slice(3).toUpperCase();
  const [mark = ''] = /^(?:\d+\.|-) /.exec(line) ?? [];
  return line === '' ? '' : wrap(line.slice(mark.length), ' '.repeat(mark.length), mark);
}
