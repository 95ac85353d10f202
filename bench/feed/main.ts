/**
 * `npm run bench:feed`: what it takes to match a vulnerability feed of 200 MB against 60 components, as a ratio to `JSON.parse` of the same
 * file, each in a process of its own. They take turns, so that a slow minute of the machine hits each alike; medians count.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGunzip, gzipSync } from 'node:zlib';
import { matchFeed } from '../../lambdas/shared/vulnerabilities/match-feed';
import type { Component } from '../../lambdas/shared/vulnerabilities/vulnerability';
import { median } from '../host/median';
import { writeFeed } from './write-feed';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const feedBytes = Number(process.env.BENCH_FEED_BYTES ?? 200_000_000);
const mostRatio = 2;
const mostMebibytes = 256;

interface Run {
  readonly seconds: number;
  readonly mebibytes: number;
  /** Entries read, and of the matches how many were found. */
  readonly entries: number;
  readonly found?: number;
}

const works: Record<string, (folder: string) => Promise<Pick<Run, 'entries' | 'found'>>> = {
  match: (folder) => matched(folder, createReadStream(path.join(folder, 'feed.json'))),
  'match packed': (folder) =>
    matched(folder, createReadStream(path.join(folder, 'feed.json.gz')).pipe(createGunzip({ chunkSize: 262_144 }))),
  'JSON.parse': (folder) => {
    const parsed = JSON.parse(readFileSync(path.join(folder, 'feed.json'), 'utf8')) as object;
    return Promise.resolve({ entries: Object.keys(parsed).length });
  },
};

async function matched(folder: string, feed: AsyncIterable<Uint8Array>) {
  const components = JSON.parse(readFileSync(path.join(folder, 'components.json'), 'utf8')) as Component[];
  const { found, entries } = await matchFeed(feed, components, 'bench');
  return { entries, found: found.length };
}

/** What the child does: the work is timed without its start. */
async function child(name: string, folder: string): Promise<void> {
  const started = performance.now();
  const result = await works[name]?.(folder);
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(JSON.stringify({ ...result, seconds, mebibytes: peakMebibytes() }));
}

/** Of this process alone: `getrusage` counts what the parent held when it forked. */
function peakMebibytes(): number {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

function run(name: string, folder: string): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', __filename, name, folder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} ended with ${status}:\n${stderr.slice(-4000)}`);
  return JSON.parse(stdout) as Run;
}

function measure(folder: string): Record<string, Run[]> {
  const runs: Record<string, Run[]> = {};
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of Object.keys(works)) {
      const result = run(name, folder);
      // The first round warms the disk cache.
      if (round > 0) (runs[name] ??= []).push(result);
      process.stderr.write(`${name.padEnd(14)} ${result.seconds.toFixed(2)} s ${result.mebibytes.toFixed(0)} MiB\n`);
    }
  }
  return runs;
}

/** @returns whether the aims were met */
function report(entries: number, bytes: number, runs: Record<string, Run[]>): boolean {
  const print = (name: string, value: string) => process.stdout.write(`${name.padEnd(44)} ${value}\n`);
  const middle = (name: string, of: 'seconds' | 'mebibytes') => median((runs[name] ?? []).map((each) => each[of]));
  print(`feed of ${(bytes / 1e6).toFixed(0)} MB, ${entries} entries`, `${runs.match?.[0]?.found ?? 0} found`);
  for (const name of Object.keys(works)) {
    const rate = bytes / 1e6 / middle(name, 'seconds');
    const memory = Math.max(...(runs[name] ?? []).map(({ mebibytes }) => mebibytes));
    print(
      `  ${name}`,
      `${middle(name, 'seconds').toFixed(2)} s, ${rate.toFixed(0)} MB/s, peak ${memory.toFixed(0)} MiB`,
    );
  }
  const ratioOf = (name: string) =>
    median((runs[name] ?? []).map(({ seconds }, n) => seconds / (runs['JSON.parse']?.[n]?.seconds ?? NaN)));
  const memory = Math.max(...['match', 'match packed'].flatMap((name) => (runs[name] ?? []).map((r) => r.mebibytes)));
  const missed = (value: number, most: number) => (value <= most ? '' : ' MISSED');
  print(
    '  time of match / of JSON.parse',
    `${ratioOf('match').toFixed(2)} (at most ${mostRatio})${missed(ratioOf('match'), mostRatio)}`,
  );
  print('  time of match packed / of JSON.parse', ratioOf('match packed').toFixed(2));
  print('  peak memory', `${memory.toFixed(0)} MiB (at most ${mostMebibytes})${missed(memory, mostMebibytes)}`);
  return ratioOf('match') <= mostRatio && memory <= mostMebibytes;
}

function main(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'storefort-bench-feed-'));
  try {
    const file = path.join(folder, 'feed.json');
    const { entries, bytes, components } = writeFeed(file, feedBytes);
    writeFileSync(path.join(folder, 'components.json'), JSON.stringify(components));
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file)));
    const runs = measure(folder);
    const counts = new Set(Object.values(runs).flatMap((each) => each.map((result) => result.entries)));
    if (counts.size !== 1 || !counts.has(entries)) throw new Error('not every run read every entry');
    if (!report(entries, bytes, runs)) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [name, folder] = process.argv.slice(2);
if (name !== undefined && folder !== undefined) void child(name, folder);
else main();
