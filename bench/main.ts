/**
 * `npm run bench`: what a store costs to synthesize, as ratios to an empty CDK app with the same rule packs and the same
 * validation, all in one run. The scenarios take turns, so that a slow minute of the machine hits each alike; medians count.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseDocument } from 'yaml';

interface Run {
  readonly seconds: number;
  readonly mebibytes: number;
}

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const storeCount = 50;
const root = path.resolve(__dirname, '..');
const work = mkdtempSync(path.join(tmpdir(), 'storefort-bench-stores-'));

/** Copies of the example store, each of its own domain and account, as an agency would have them. */
function writeStores(count: number): string {
  const folder = path.join(work, String(count));
  mkdirSync(folder);
  const example = readFileSync(path.join(root, 'stores/example.yaml'), 'utf8');
  for (let n = 1; n <= count; n += 1) {
    const id = String(n).padStart(2, '0');
    const file = parseDocument(example);
    file.set('domain', `shop${id}.example.com`);
    file.set('staffHost', `staff${id}.example.com`);
    file.set('account', `1111222233${id}`);
    file.setIn(['mail', 'from'], `orders@shop${id}.example.com`);
    file.setIn(['staff', 'networks'], [`198.51.100.${n}/32`]);
    writeFileSync(path.join(folder, `store${id}.yaml`), file.toString());
  }
  return folder;
}

function run(args: readonly string[]): Run {
  const start = process.hrtime.bigint();
  const child = spawnSync(process.execPath, ['--import', 'tsx', path.join(root, 'bench/app.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (child.status !== 0) throw new Error(`bench/app.ts ${args.join(' ')} failed:\n${child.stderr.slice(-4000)}`);
  return { seconds, mebibytes: Number(child.stdout.trim().split('\n').at(-1)) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function measure(): Map<string, Run> {
  const fifty = writeStores(storeCount);
  const scenarios: [string, string[]][] = [
    ['floor', ['floor']],
    ['one', [writeStores(1)]],
    ['one of 50', [fifty, 'store01']],
  ];
  const runs = new Map<string, Run[]>(scenarios.map(([name]) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, args] of scenarios) {
      const result = run(args);
      // The first round warms the disk cache.
      if (round > 0) runs.get(name)?.push(result);
      process.stderr.write(`${name.padEnd(10)} ${result.seconds.toFixed(2)} s ${result.mebibytes} MiB\n`);
    }
  }
  runs.set('all 50', [run([fifty])]);
  const middle = (list: Run[]): Run => ({
    seconds: median(list.map((r) => r.seconds)),
    mebibytes: median(list.map((r) => r.mebibytes)),
  });
  return new Map([...runs].map(([name, list]) => [name, middle(list)]));
}

function report(results: Map<string, Run>): boolean {
  const seconds = (name: string): number => results.get(name)?.seconds ?? NaN;
  const further = (seconds('all 50') - seconds('one')) / (storeCount - 1);
  const targets: [string, number, number][] = [
    ['one store / floor', seconds('one') / seconds('floor'), 2.5],
    ['one of 50 / that store alone', seconds('one of 50') / seconds('one'), 1.1],
    ['each further store / (one store - floor)', further / (seconds('one') - seconds('floor')), 1],
    ['memory of all 50, GB', ((results.get('all 50')?.mebibytes ?? NaN) * 1.048576) / 1000, 2],
  ];
  for (const [name, { seconds: s, mebibytes }] of results) {
    process.stdout.write(`${name.padEnd(44)} ${s.toFixed(2)} s ${mebibytes} MiB\n`);
  }
  for (const [name, value, limit] of targets) {
    process.stdout.write(
      `${name.padEnd(44)} ${value.toFixed(2)} (aim: at most ${limit})${value <= limit ? '' : ' MISSED'}\n`,
    );
  }
  return targets.every(([, value, limit]) => value <= limit);
}

try {
  process.exitCode = report(measure()) ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
