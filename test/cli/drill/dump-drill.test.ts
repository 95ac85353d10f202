import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drillDump, type DumpDrillProps } from '../../../cli/drill/dump-drill';
import type { Evidence } from '../../../lambdas/shared/evidence';
import type { StoreConfig } from '../../../lib/config/schema';
import { loadStore } from '../../../lib/config/load';
import { mariaDbIsThere } from '../../support/mariadb';
import { dumpOf, type Shops, startShops } from './shops';

const suite = mariaDbIsThere() ? describe : describe.skip;
jest.setTimeout(60_000);

suite('a drill of a dump', () => {
  let folder: string;
  let shops: Shops;
  let whole: string;
  const at = (name: string) => path.join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'storefort-dump-drill-'));
    chmodSync(folder, 0o755);
    shops = await startShops(
      {},
      { schema: 'my_posts', storage: 'posts', prefix: 'x9_' },
      { schema: 'both', storage: 'synced' },
    );
    whole = readFileSync(dumpOf(shops, at('whole.sql')), 'utf8');
  }, 120_000);
  afterAll(async () => {
    await shops.stop();
    rmSync(folder, { recursive: true });
  });

  const drill = async (file: string, props: Partial<DumpDrillProps> = {}): Promise<Evidence> => {
    const evidence = await drillDump({ file, temporary: folder, ...props });
    expect(readdirSync(folder).filter((name) => name.startsWith('storefort-drill-'))).toEqual([]);
    return evidence;
  };
  const drillText = (name: string, text: string | Buffer, props: Partial<DumpDrillProps> = {}) => {
    writeFileSync(at(name), text);
    return drill(at(name), props);
  };
  /** Ids of what failed, and of what could not be checked. */
  const bad = ({ results }: Evidence) =>
    results
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'error')
      .map(({ id, verdict }) => `${id}: ${verdict}`);
  const observed = ({ results }: Evidence, id: string) => results.find((result) => result.id === id)?.observed;

  describe('of a sound shop passes', () => {
    const sound = async (file: string) => {
      const evidence = await drill(file);
      expect({ verdict: evidence.verdict, bad: bad(evidence) }).toEqual({ verdict: 'pass', bad: [] });
      expect(
        evidence.results.filter(({ id, verdict }) => id.startsWith('shop-') && verdict === 'pass').length,
      ).toBeGreaterThan(12);
      return evidence;
    };

    test.each([
      ['WooCommerce’s tables', ['shop']],
      ['posts, and another prefix', ['my_posts']],
      ['both', ['both']],
      ['a schema that the dump makes itself', ['--databases', 'my_posts']],
      ['a schema that the dump removes first', ['--add-drop-database', '--databases', 'my_posts']],
      ['one row a statement', ['--skip-extended-insert', 'shop']],
      ['routines, triggers, events', ['--routines', '--triggers', '--events', 'shop']],
    ])('with %s', async (_, args) => {
      await sound(dumpOf(shops, at('sound.sql'), args));
    });

    test.each([
      ['gzip', ['--keep', '--force'], '.gz'],
      ['zstd', ['--keep', '--force', '--quiet'], '.zst'],
    ])('compressed by %s', async (program, args, ending) => {
      spawnSync(program, [...args, at('whole.sql')]);
      const { measures } = await sound(at(`whole.sql${ending}`));
      expect(measures['plainBytes']).toBe(Buffer.byteLength(whole));
      expect(measures['storedBytes']).toBeLessThan(Buffer.byteLength(whole) / 2);
    });

    test('with everything that a person asks of it afterwards', async () => {
      const before = new Date();
      const evidence = await sound(at('whole.sql'));
      expect(evidence).toMatchObject({
        store: 'unknown',
        check: 'dump-drill',
        subject: {
          file: 'whole.sql',
          dumpedBy: 'mariadb-dump',
          database: 'shop',
          tablePrefix: 'wp_',
          site: 'https://shop.example.com',
        },
        measures: { orders: 30, plainBytes: Buffer.byteLength(whole) },
      });
      expect(evidence.subject['sha256']).toMatch(/^[0-9a-f]{64}$/);
      expect(evidence.subject['restoredInto']).toMatch(/^MariaDB \d+\.\d+\.\d+/);
      expect(evidence.subject['administrators']).toMatch(/\w/);
      for (const name of ['startSeconds', 'restoreSeconds', 'checkSeconds'])
        expect(evidence.measures[name]).toBeGreaterThan(0);
      expect(Date.parse(evidence.startedAt)).toBeGreaterThanOrEqual(before.getTime());
      expect(Date.parse(evidence.finishedAt)).toBeGreaterThan(Date.parse(evidence.startedAt));
    });

    test('and tells of no customer', async () => {
      const text = JSON.stringify(await sound(at('whole.sql')));
      const people = (await shops.server.ask('SELECT user_email, display_name FROM shop.wp_users')).flat();
      const billing = (await shops.server.ask('SELECT email, last_name FROM shop.wp_wc_order_addresses')).flat();
      const told = [...people, ...billing].filter(
        (word): word is string => typeof word === 'string' && word.length > 3,
      );
      expect(told.length).toBeGreaterThan(20);
      const administrators = ['owner', 'agency'];
      expect(told.filter((word) => text.includes(word) && !administrators.includes(word.toLowerCase()))).toEqual([]);
    });
  });

  describe('with a store file', () => {
    const store = loadStore('stores/example.yaml');
    const expected: StoreConfig = {
      ...store,
      domain: 'shop.example.com',
      plugins: ['two-factor', 'woocommerce', 'woocommerce-pos'].map(
        (name) => ({ name }) as StoreConfig['plugins'][number],
      ),
      staff: { ...store.staff, administrators: ['agency', 'owner'] },
    };

    test('passes when the shop is as it says', async () => {
      const evidence = await drill(at('whole.sql'), { store: expected });
      expect({ store: evidence.store, verdict: evidence.verdict, bad: bad(evidence) }).toEqual({
        store: 'example',
        verdict: 'pass',
        bad: [],
      });
    });

    test.each([
      ['another site', { domain: 'other.example.com' }, 'shop-site-url'],
      ['a plugin less', { plugins: expected.plugins.slice(1) }, 'shop-plugins'],
      ['an administrator less', { staff: { ...store.staff, administrators: ['owner'] } }, 'shop-administrators'],
    ])('fails when it says %s', async (_, changes, check) => {
      const evidence = await drill(at('whole.sql'), { store: { ...expected, ...changes } });
      expect(bad(evidence)).toEqual([`${check}: fail`]);
    });
  });

  describe('of what is no sound dump fails, and says why', () => {
    const fails = async (drilled: Promise<Evidence>, ...ids: string[]) => {
      const evidence = await drilled;
      expect(evidence.verdict).toBe('fail');
      expect(bad(evidence)).toEqual(expect.arrayContaining(ids.map((id) => `${id}: fail`)));
      expect(evidence.results.map(({ observed: text }) => text).join('\n')).not.toMatch(
        /\n {4}at |TypeError|undefined/,
      );
      return evidence;
    };
    const notRun = 'not run, because the dump was not restored to its end';

    test('cut within a statement', async () => {
      const cut = whole.slice(0, whole.indexOf('INSERT INTO `wp_posts`') + 300);
      await fails(drillText('cut.sql', cut), 'dump-complete');
    });

    test('cut between two statements', async () => {
      const cut = whole.slice(0, whole.indexOf('DROP TABLE IF EXISTS `wp_usermeta`'));
      const evidence = await fails(drillText('cut.sql', cut), 'dump-complete', 'shop-schema');
      expect(observed(evidence, 'dump-restores')).toMatch(/^restored into MariaDB/);
    });

    test('cut within its compression', async () => {
      spawnSync('gzip', ['--keep', '--force', at('whole.sql')]);
      const packed = readFileSync(at('whole.sql.gz'));
      const evidence = await fails(
        drillText('cut.gz', packed.subarray(0, packed.length - 5000)),
        'dump-complete',
        'dump-restores',
      );
      expect(observed(evidence, 'shop-checks')).toBe(notRun);
    });

    test('damaged within its compression', async () => {
      spawnSync('zstd', ['--keep', '--force', '--quiet', at('whole.sql')]);
      const packed = readFileSync(at('whole.sql.zst'));
      packed.fill(0, 20_000, 20_100);
      const evidence = await fails(drillText('damaged.zst', packed), 'dump-structure', 'dump-restores');
      expect(observed(evidence, 'shop-checks')).toBe(notRun);
    });

    test.each([
      ['empty', ''],
      ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452000001000000010008060000005c72a866', 'hex')],
      ['a page', '<!doctype html>\n<html><title>503</title></html>\n'],
      [
        'another kind of database',
        '--\n-- PostgreSQL database dump\n--\nSET statement_timeout = 0;\nCREATE TABLE public.a (id integer);\n',
      ],
      ['a gzip of nothing', Buffer.from('1f8b08000000000000030300000000000000000000', 'hex')],
    ])('%s', async (_, content) => {
      await fails(drillText('foreign', content), 'dump-complete', 'dump-not-empty', 'dump-shop');
    });

    test('two in one file', async () => {
      copyFileSync(at('whole.sql'), at('two.sql'));
      appendFileSync(at('two.sql'), whole);
      await fails(drill(at('two.sql')), 'dump-structure');
    });

    test('of another application', async () => {
      await shops.server.ask('CREATE DATABASE IF NOT EXISTS forum');
      await shops.server.ask('CREATE OR REPLACE TABLE forum.threads AS SELECT 1 AS id');
      await fails(drill(dumpOf(shops, at('forum.sql'), ['forum'])), 'dump-shop', 'shop-schema');
    });

    test('in a character set that loses characters', async () => {
      await fails(drill(dumpOf(shops, at('latin1.sql'), ['--default-character-set=latin1', 'shop'])), 'dump-charset');
    });

    test('of the server’s own schema', async () => {
      const evidence = await fails(
        drill(dumpOf(shops, at('all.sql'), ['--databases', 'mysql', 'shop'])),
        'dump-restores',
      );
      expect(observed(evidence, 'dump-restores')).toMatch(/own schema mysql/);
      expect(observed(evidence, 'shop-checks')).toBe(notRun);
    });

    test('of two databases', async () => {
      const evidence = await fails(
        drill(dumpOf(shops, at('both.sql'), ['--databases', 'shop', 'both'])),
        'dump-restores',
        'dump-structure',
      );
      expect(observed(evidence, 'dump-restores')).toMatch(
        /^line \d+: a statement asks for more than to fill one database/,
      );
    });

    test('with a row that is not its table’s', async () => {
      const broken = whole.replace(/(INSERT INTO `wp_users` VALUES\s*\()/, "$1'Erika Mustermann',");
      const evidence = await fails(drillText('broken.sql', broken), 'dump-restores');
      expect(observed(evidence, 'dump-restores')).toMatch(/^line \d+: a row has another number of columns/);
      expect(JSON.stringify(evidence)).not.toMatch(/Mustermann/);
    });

    test('other than its manifest', async () => {
      const manifest = {
        dump: { bytes: 1, plainBytes: 1, sha256: '0'.repeat(64), key: 'x' },
        tables: [{ name: 'wp_posts', rows: 1 }],
        database: { schema: 'shop', version: '10.11', time: new Date().toISOString() },
      } as unknown as NonNullable<DumpDrillProps['manifest']>;
      await fails(drill(at('whole.sql'), { manifest }), 'dump-checksum', 'dump-rows');
    });
  });

  test('that is called off ends with the reason, and leaves nothing', async () => {
    for (const moment of ['starting', 'restoring', 'checking']) {
      const stop = new AbortController();
      const step = (text: string) => {
        if (text.startsWith(moment)) stop.abort(new Error(`called off while ${moment}`));
      };
      await expect(drill(at('whole.sql'), { signal: stop.signal, step })).rejects.toThrow(`called off while ${moment}`);
      expect(readdirSync(folder).filter((name) => name.startsWith('storefort-drill-'))).toEqual([]);
    }
  });

  test('of a server that dies is an error, never a verdict on the dump', async () => {
    let killed = false;
    const step = (text: string) => {
      if (!text.startsWith('checking') || killed) return;
      killed = true;
      const [name = ''] = readdirSync(folder).filter((each) => each.startsWith('storefort-drill-'));
      process.kill(Number(readFileSync(path.join(folder, name, 'pid'), 'utf8')), 'SIGKILL');
    };
    const evidence = await drill(at('whole.sql'), { step });
    expect(killed).toBe(true);
    expect(evidence.verdict).toBe('error');
    expect(bad(evidence).every((each) => each.endsWith(': error'))).toBe(true);
  });

  test('reports how far it is, to the last byte', async () => {
    const bytes: number[] = [];
    await drill(at('whole.sql'), { read: (done) => bytes.push(done) });
    expect(bytes.at(-1)).toBe(Buffer.byteLength(whole));
  });
});
