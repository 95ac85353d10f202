import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Evidence, evidenceSchema } from '../../../lambdas/shared/evidence';
import { cardNumber } from '../../lambdas/shared/dump/samples';
import { scan } from '../../lambdas/shared/dump/scan';
import { manifestOf, shopSample } from '../../lambdas/shared/dump/shop-sample';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(60_000);

const root = path.resolve(__dirname, '../../..');
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'storefort-verify-'));
  const shop = shopSample();
  const stored = gzipSync(shop);
  const manifest = JSON.stringify(manifestOf(await scan(stored)));
  const files: Record<string, string | Buffer> = {
    'shop.sql': shop,
    'shop.sql.gz': stored,
    'cut.sql.gz': stored.subarray(0, -20),
    'card.sql': shop.replace('second', cardNumber),
    'empty.sql': '',
    'binary.sql': Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) & 255)),
    'manifest.json': manifest,
    'broken.json': '{',
    'other.json': '{"schemaVersion":1}',
    'shop.sql.zst': spawnSync('zstd', ['--stdout', '-'], { input: shop }).stdout,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  mkdirSync(path.join(folder, 'folder.sql'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const tsx = [process.execPath, '--import', 'tsx', 'bin/storefort.ts', 'verify'] as const;

function verify(...args: string[]) {
  const inFolder = args.map((arg) => (arg.startsWith('--') ? arg : path.join(folder, arg)));
  const [node, ...rest] = tsx;
  return spawnSync(node, [...rest, ...inFolder], { cwd: root, encoding: 'utf8' });
}

describe('the exit code and what is said', () => {
  test('a sound dump', () => {
    const { status, stdout, stderr } = verify('shop.sql.gz', '--manifest', 'manifest.json');
    expect(stderr).toBe('');
    expect(stdout).toContain('PASS: 11 checks: 11 passed.');
    expect(stdout).toMatch(/wp_options +3 rows/);
    expect(status).toBe(0);
  });

  test.each([
    ['cut.sql.gz', 1, 'the compressed data ends too early'],
    ['card.sql', 1, 'wp_options row 2 text: 453201******0366'],
    ['empty.sql', 1, 'there is nothing in it'],
    ['binary.sql', 1, 'it does not begin as mariadb-dump or mysqldump would'],
  ])('%s', (file, code, words) => {
    const { status, stdout, stderr } = verify(file);
    expect(stdout.replace(/\s+/g, ' ')).toContain(words);
    expect(stdout).not.toContain(cardNumber);
    expect(stderr).toBe('');
    expect(status).toBe(code);
  });

  test.each([
    [['none.sql'], 'none.sql does not exist'],
    [['folder.sql'], 'folder.sql is not a regular file; a dump is one file: .sql, .sql.gz or .sql.zst'],
    [['shop.sql', '--manifest', 'none.json'], 'none.json is no manifest of an export: '],
    [['shop.sql', '--manifest', 'broken.json'], 'broken.json is no manifest of an export: '],
    [['shop.sql', '--manifest', 'other.json'], 'dump'],
    [[], "missing required argument 'dump'"],
  ])('%j is bad usage', (args, words) => {
    const { status, stdout, stderr } = verify(...args);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  test('Zstandard, whole and cut', () => {
    expect(verify('shop.sql.zst').stdout).toContain('PASS: 11 checks');
    writeFileSync(
      path.join(folder, 'cut.sql.zst'),
      spawnSync('head', ['-c', '200', path.join(folder, 'shop.sql.zst')]).stdout,
    );
    const { status, stdout } = verify('cut.sql.zst');
    expect(stdout).toMatch(/the\s+compressed\s+data/);
    expect(status).toBe(1);
  });

  test('JSON is evidence', () => {
    const { status, stdout } = verify('shop.sql', '--json');
    const evidence: Evidence = evidenceSchema.parse(JSON.parse(stdout));
    expect(evidence).toMatchObject({ check: 'dump-verify', store: 'unknown', verdict: 'pass' });
    expect(evidence.subject).toMatchObject({ file: 'shop.sql', dumpedBy: 'mariadb-dump', database: 'shop' });
    expect(evidence.measures).toMatchObject({ tables: 7, rows: 21, plainBytes: shopSample().length, cardNumbers: 0 });
    expect(status).toBe(0);
  });
});

test('Ctrl-C ends it with 130, without a stack trace', async () => {
  const file = path.join(folder, 'long.sql.gz');
  writeFileSync(file, longDump(1000));
  const [node, ...rest] = tsx;
  const child = spawn(node, [...rest, file], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  const [code] = (await once(child, 'close')) as [number];
  expect(said).toMatch(/reading long\.sql\.gz: \d+ % \.\.\.\n/);
  expect(said).toContain('stopped');
  expect(said).not.toContain('    at ');
  expect(code).toBe(130);
});

test('memory stays flat, whatever the length of a line, a value or a statement', () => {
  const file = path.join(folder, 'long.sql.gz');
  writeFileSync(file, longDump(100));
  // Not resourceUsage().maxRSS: Linux counts in it what this process held when it forked.
  const peak = "/VmHWM:\\s+(\\d+)/.exec(require('node:fs').readFileSync('/proc/self/status', 'utf8'))[1]";
  const script = `process.on('exit', () => process.stderr.write(${peak}));
    process.argv.push('verify', ${JSON.stringify(file)}); require('./bin/storefort.ts')`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--eval', script, 'x'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stdout).toContain('408.0 MB');
  const mebibytes = Number(/\d+$/.exec(stderr)?.[0]) / 1024;
  expect(mebibytes).toBeGreaterThan(40);
  expect(mebibytes).toBeLessThan(256);
});

/** A cut dump of one value of so many times 4 MB, in as many members of gzip. */
function longDump(times: number): Buffer {
  const start = shopSample().split('INSERT')[0] ?? '';
  const value = gzipSync(`x\\'y ()\n, `.repeat(408_000));
  return Buffer.concat([
    gzipSync(`${start}INSERT INTO \`wp_options\` VALUES\n(1,'`),
    ...Array<Buffer>(times).fill(value),
  ]);
}
