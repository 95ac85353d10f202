import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { eventually } from '../support/await';
import { Shop } from '../support/shop';
import { classMutants } from './classes';
import { configurationMutants } from './configuration';
import type { Mutant } from './mutant';
import { rowMutants } from './rows';

interface Options {
  /** Only mutants whose name holds this. */
  readonly only?: string;
}

/** Takes away one row, rule or guard after another from a running host, and counts whose loss no request sees. */
async function main({ only = '' }: Options): Promise<void> {
  const shop = await Shop.open();
  // Beside the bundle's own scripts, for it uses their library.
  copyFileSync(path.join(__dirname, 'mutate.sh'), path.join(shop.host.preview.root, 'opt/storefort/host/mutate.sh'));
  const started = Date.now();
  const survivors: string[] = [];
  try {
    const all = [...rowMutants(shop), ...configurationMutants(shop), ...classMutants(shop)];
    const mutants = all.filter(({ name }) => name.includes(only));
    for (const mutant of mutants) {
      const killer = await attempt(shop, mutant);
      console.log(
        `${killer === undefined ? 'SURVIVED' : 'killed  '} ${mutant.name}${killer === undefined ? '' : `: ${killer}`}`,
      );
      if (killer === undefined) survivors.push(mutant.name);
    }
    const killed = mutants.length - survivors.length;
    console.log(`${killed} of ${mutants.length} mutants killed in ${Math.round((Date.now() - started) / 1000)} s`);
    for (const name of survivors) console.log(`  survived: ${name}`);
    if (survivors.length > 0 || mutants.length === 0) process.exitCode = 1;
  } finally {
    await shop.close();
  }
}

/** @returns the check that saw it, and what it saw; undefined: none did */
async function attempt(shop: Shop, mutant: Mutant): Promise<string | undefined> {
  const bundle = path.join(shop.host.preview.root, 'opt/storefort/host');
  const kept = mkdtempSync(path.join(tmpdir(), 'storefort-mutant-'));
  const names = Object.keys(mutant.files);
  for (const name of names) {
    mkdirSync(path.dirname(path.join(kept, name)), { recursive: true });
    copyFileSync(path.join(bundle, name), path.join(kept, name));
  }
  const undo = async (): Promise<void> => {
    for (const name of names) copyFileSync(path.join(kept, name), path.join(bundle, name));
    rmSync(kept, { recursive: true });
    const complaint = await apply(shop, mutant.reload);
    if (complaint !== undefined) throw new Error(`the host did not come back after ${mutant.name}: ${complaint}`);
  };
  for (const name of names) writeFileSync(path.join(bundle, name), mutant.files[name] ?? '');
  const complaint = (await apply(shop, mutant.reload)) ?? (await firstComplaint(mutant));
  await undo();
  return complaint;
}

async function firstComplaint({ checks }: Mutant): Promise<string | undefined> {
  for (const check of checks) {
    const complaint = await check.run().catch((error: unknown) => `no answer that can be read: ${String(error)}`);
    if (complaint !== undefined) return `${check.name}: ${complaint.slice(0, 140)}`;
  }
  return undefined;
}

/** Renders what is rendered, reloads, and waits until no worker of before answers. */
async function apply(shop: Shop, daemons: Mutant['reload']): Promise<string | undefined> {
  try {
    await shop.host.preview.script('mutate.sh', [...daemons]);
  } catch (error) {
    return `the host does not take it: ${error instanceof Error ? (error.message.split('\n').at(-1) ?? '') : ''}`;
  }
  await sleep(daemons.includes('php-fpm') ? 700 : 250);
  const page = () =>
    shop.get('shop', '/robots.txt').then(
      ({ status }) => status,
      () => 0,
    );
  await eventually(page, (status) => status > 0 && status !== 502, 10);
  return undefined;
}

new Command('test:mutate:shop')
  .description('Takes rows, rules and guards away from a running host and counts whose loss no request sees.')
  .option('--only <text>', 'only mutants whose name holds this')
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
