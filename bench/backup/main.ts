/**
 * `npm run bench:backup`: what it takes to verify a shop's dump, as ratios to what mariadb-dump took to write it and to a plain
 * search of the same file, all in one run. They take turns, so that a slow minute of the machine hits each alike; medians count.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isInstalled } from '../../cli/host/programs';
import { median } from '../host/median';
import { type DrillTimes, measureDrill } from './drill';
import { startSourceServer, type SourceServer } from './source-server';
import { megabytesOf, measure, ripgrep, type Run, verify } from './verify';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const sizes = (process.env.BENCH_ORDERS ?? '100000,1000000').split(',').map(Number);

/** A larger one takes long, and shows nothing else. */
const mostDrilled = 100_000;

interface Measured {
  readonly megabytes: number;
  readonly dump: readonly Run[];
  readonly verify: readonly Run[];
  readonly search: readonly Run[];
  readonly drill?: DrillTimes;
}

async function measureSize(server: SourceServer, orders: number, folder: string): Promise<Measured> {
  const schema = `shop_${orders}`;
  process.stderr.write(`making a shop of ${orders} orders\n`);
  await server.makeShop({ schema, orders, until: new Date() });
  const file = path.join(folder, `${schema}.sql`);
  const runs = { dump: [] as Run[], verify: [] as Run[], search: [] as Run[] };
  for (let round = 0; round <= rounds; round += 1) {
    const each = {
      dump: measure('mariadb-dump', server.dumpArguments(schema, file)),
      verify: verify(file),
      search: isInstalled('rg') ? ripgrep(file) : undefined,
    };
    for (const [name, run] of Object.entries(each)) {
      if (run === undefined) continue;
      // The first round warms the disk cache.
      if (round > 0) runs[name as keyof typeof runs].push(run);
      process.stderr.write(`${name.padEnd(8)} ${run.seconds.toFixed(2)} s ${run.mebibytes.toFixed(0)} MiB\n`);
    }
  }
  const megabytes = megabytesOf(file);
  const drill = orders <= mostDrilled ? await measureDrill(file, rounds) : undefined;
  rmSync(file);
  await server.ask(`DROP DATABASE ${schema}`);
  return { megabytes, ...runs, drill };
}

/** @returns whether the aims were met */
function report(orders: number, { megabytes, dump, verify: verified, search, drill }: Measured): boolean {
  const print = (name: string, value: string) => process.stdout.write(`${name.padEnd(44)} ${value}\n`);
  const middle = (runs: readonly Run[], of: keyof Run) => median(runs.map((run) => run[of]));
  const ratio = (runs: readonly Run[], of: keyof Run) =>
    median(runs.map((run, n) => run[of] / (verified[n]?.[of] ?? NaN)));
  print(`${orders} orders`, `${megabytes.toFixed(0)} MB of SQL`);
  for (const [name, runs] of Object.entries({ 'mariadb-dump': dump, verify: verified, rg: search })) {
    const rate = megabytes / middle(runs, 'seconds');
    const processor = middle(runs, 'processorSeconds').toFixed(2);
    print(
      `  ${name}`,
      `${middle(runs, 'seconds').toFixed(2)} s, ${rate.toFixed(0)} MB/s, ${processor} s of processor time`,
    );
  }
  const memory = Math.max(...verified.map(({ mebibytes }) => mebibytes));
  const rate = ratio(dump, 'seconds');
  print(
    '  rate of verify / rate of mariadb-dump',
    `${rate.toFixed(2)} (at least 1, aim: 2)${rate < 1 ? ' MISSED' : ''}`,
  );
  print('  time of verify / time of rg', (1 / ratio(search, 'seconds')).toFixed(2));
  print('  processor time of verify / of rg', (1 / ratio(search, 'processorSeconds')).toFixed(2));
  print('  peak memory of verify', `${memory.toFixed(0)} MiB (at most 256)${memory > 256 ? ' MISSED' : ''}`);
  if (drill !== undefined) printDrill(drill);
  return rate >= 1 && memory <= 256 && (drill === undefined || drill.ratio <= mostTimesImport);
}

const mostTimesImport = 1.4;

function printDrill({
  ratio,
  importSeconds,
  drillSeconds,
  startSeconds,
  restoreSeconds,
  checkSeconds,
}: DrillTimes): void {
  const parts = `start ${startSeconds.toFixed(1)}, restore ${restoreSeconds.toFixed(1)}, checks ${checkSeconds.toFixed(1)}`;
  process.stdout.write(`  drill ${drillSeconds.toFixed(1)} s (${parts}), bare import ${importSeconds.toFixed(1)} s\n`);
  const missed = ratio > mostTimesImport ? ' MISSED' : '';
  process.stdout.write(
    `  time of drill / of the bare import           ${ratio.toFixed(2)} (at most ${mostTimesImport})${missed}\n`,
  );
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'storefort-bench-dumps-'));
  const server = await startSourceServer();
  try {
    for (const orders of sizes) {
      if (!report(orders, await measureSize(server, orders, folder))) process.exitCode = 1;
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
