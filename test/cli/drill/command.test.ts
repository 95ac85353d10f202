import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { evidenceSchema } from '../../../lambdas/shared/evidence';
import { type Ended, run } from '../../bin/run';
import { mariaDbIsThere } from '../../support/mariadb';
import { dumpOf, type Shops, startShops } from './shops';

const suite = mariaDbIsThere() ? describe : describe.skip;
let folder: string;
const at = (name: string) => path.join(folder, name);
const drill = (...args: string[]): Promise<Ended> => run('storefort.ts', ['drill', ...args]);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'storefort-drill-command-'));
  writeFileSync(at('empty.sql'), '');
  mkdirSync(at('folder.sql'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  [['no-such.sql.gz'], /^no-such\.sql\.gz does not exist$/],
  [['backups/no-such'], /^backups\/no-such does not exist$/],
  [['no-such.dump', '--manifest', 'm.json'], /^no-such\.dump does not exist$/],
  [
    ['no-such-store', '--out', 'x', '--expect', 'y'],
    /no-such-store is no file, so it is taken for a store: it takes no --expect, --out$/,
  ],
  [['no-such-store'], /^stores\/no-such-store\.yaml does not exist; the stores are: example$/],
  [['EMPTY', '--offsite', '--follow', 'x'], /empty\.sql is a dump: it takes no --offsite, --follow$/],
  [['EMPTY', '--manifest', 'EMPTY'], /empty\.sql is no manifest of an export: /],
  [['FOLDER'], /folder\.sql is not a regular file; a dump is one file: /],
  [[], /missing required argument/],
])('ends with 2 when it is asked for what cannot be: %j', async (args, complaint) => {
  const files: Record<string, string> = { EMPTY: at('empty.sql'), FOLDER: at('folder.sql') };
  const { code, stdout, stderr } = await drill(...args.map((arg) => files[arg] ?? arg));
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trim()).toMatch(complaint);
  expect(stderr).not.toMatch(/\n {4}at /);
});

test('says what to install when there is no MariaDB', async () => {
  const { code, stdout, stderr } = await run('storefort.ts', ['drill', at('empty.sql')], {
    env: { PATH: '/nonexistent' },
  });
  // /usr/sbin is always looked into, where Debian has the server, but neither the client nor the installer.
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(
    /not installed: .*apt-get install mariadb-server.*"storefort verify" reads a dump without any database/s,
  );
});

suite('storefort drill of a dump', () => {
  let shops: Shops;
  let dump: string;

  beforeAll(async () => {
    shops = await startShops();
    dump = dumpOf(shops, at('shop.sql'));
  }, 120_000);
  afterAll(async () => {
    await shops.stop();
  });

  test('ends with 0 when all passes, says where the evidence is, and that it is not locked', async () => {
    const out = at('evidence');
    const { code, stdout, stderr } = await drill(dump, '--out', out);
    expect({ code, stderr: stderr.replaceAll(/^.* \.\.\.$/gm, '').trim() }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^PASS: \d+ checks: /m);
    expect(stdout).toMatch(/not locked: whoever may write that folder may change it/);
    const [, json = '', page = ''] = /^Evidence: (.*)\nPage: +(.*)$/m.exec(stdout) ?? [];
    expect(path.relative(out, json)).toMatch(/^unknown\/dump-drill\/\d{4}\/\d\d\/\d\d\/\d{6}Z-[0-9a-f-]{36}\.json$/);
    expect(evidenceSchema.parse(JSON.parse(readFileSync(json, 'utf8'))).verdict).toBe('pass');
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>\n/);
    // 80 columns, but for paths.
    const wide = stdout
      .split('\n')
      .filter((line) => line.length > 80 && !line.startsWith('Evidence:') && !line.startsWith('Page:'));
    expect(wide.filter((line) => /\s\S+\s\S/.test(line.slice(20)))).toEqual([]);
  }, 60_000);

  test('prints the evidence alone with --json, and writes it all the same', async () => {
    const out = at('json');
    const { code, stdout } = await drill(dump, '--out', out, '--json');
    expect(code).toBe(0);
    const evidence = evidenceSchema.parse(JSON.parse(stdout));
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(json|html)$/.test(name));
    expect(files.map((name) => path.extname(name)).sort()).toEqual(['.html', '.json']);
    expect(files.every((name) => name.includes(evidence.id))).toBe(true);
  }, 60_000);

  test('ends with 1 when something is not as it should be, without a stack trace', async () => {
    const { code, stdout, stderr } = await drill(at('empty.sql'), '--out', at('bad'));
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL: /m);
    expect(stdout + stderr).not.toMatch(/\n {4}at /);
  }, 60_000);

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with 130 at %s, and leaves nothing behind',
    async (signal) => {
      const temporary = mkdtempSync(path.join(tmpdir(), 'storefort-sig-'));
      chmodSync(temporary, 0o755);
      // Longer under way than it takes to be told so, on any machine.
      writeFileSync(at('slow.sql'), `${readFileSync(dump, 'utf8')}\nDO SLEEP(40);\n`);
      let sent = false;
      const { code, stdout, stderr } = await run('storefort.ts', ['drill', at('slow.sql'), '--out', at('stopped')], {
        env: { TMPDIR: temporary },
        onStderr: (text, kill) => {
          if (sent || !/starting|restoring|checking/.test(text)) return;
          sent = true;
          kill(signal);
        },
      });
      expect({ code, stdout, stderr: stderr.trim().split('\n').at(-1) }).toEqual({
        code: 130,
        stdout: '',
        stderr: 'stopped',
      });
      expect(readdirSync(temporary).filter((name) => name.startsWith('storefort-drill-'))).toEqual([]);
      rmSync(temporary, { recursive: true, force: true });
    },
    60_000,
  );
});
