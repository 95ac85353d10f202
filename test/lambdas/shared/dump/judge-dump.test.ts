import { describe, expect, test } from '@jest/globals';
import type { DumpFacts } from '../../../../lambdas/shared/dump/dump-facts';
import { judgeDump } from '../../../../lambdas/shared/dump/judge-dump';
import type { Manifest } from '../../../../lambdas/shared/manifest';
import { cardNumber } from './samples';
import { scan } from './scan';
import { manifestOf, shopSample } from './shop-sample';

/** Ids of what failed, and nothing but pass and fail else. */
async function failed(dump: string, change: (manifest: Manifest) => Manifest = (same) => same): Promise<string[]> {
  const results = judgeDump(await scan(dump), change(manifestOf(await scan(dump))));
  expect(results.filter(({ verdict }) => verdict === 'error' || verdict === 'not-run')).toEqual([]);
  return results.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
}

const observed = (facts: DumpFacts, id: string, manifest?: Manifest) =>
  judgeDump(facts, manifest).find((result) => result.id === id)?.observed;

test('a shop’s dump passes every check', async () => {
  expect(await failed(shopSample())).toEqual([]);
  expect(await failed(shopSample('shop7_'))).toEqual([]);
});

describe('only its check fails for', () => {
  const shop = shopSample();
  test.each([
    ['a dump cut in two', shop.slice(0, shop.lastIndexOf('CREATE')), ['dump-complete', 'dump-shop']],
    ['a lost last line', shop.replace(/-- Dump completed.*\n$/, ''), ['dump-complete']],
    ['something after the last line', `${shop}SET @a = 1;\n`, ['dump-complete', 'dump-structure']],
    ['a broken row', shop.replace("'second'", "'second'x"), ['dump-structure']],
    ['no rows', shop.replace(/INSERT[^;]*;\n/g, ''), ['dump-not-empty']],
    ['latin1', shop.replace('NAMES utf8mb4', 'NAMES latin1'), ['dump-charset']],
    ['utf8mb3, which has no emoji', shop.replace('NAMES utf8mb4', 'NAMES utf8mb3'), ['dump-charset']],
    ['no character set', shop.replace(/.*SET NAMES.*\n/, ''), ['dump-charset']],
    ['WordPress without WooCommerce', shop.replaceAll('woocommerce_', 'other_'), ['dump-shop']],
    ['tables of two prefixes', shop.replaceAll('wp_posts', 'xx_posts'), ['dump-shop']],
    ['a card number', shop.replace('second', `pay ${cardNumber}`), ['dump-card-numbers']],
    ['a published test number', shop.replace('second', '4111111111111111'), ['dump-card-numbers']],
    ['a card number in a comment', shop.replace('-- Host', `-- ${cardNumber}\n-- Host`), ['dump-card-numbers']],
    [
      'a card number in a definition',
      shop.replace('ENGINE=InnoDB', `ENGINE=InnoDB COMMENT='${cardNumber}'`),
      ['dump-card-numbers'],
    ],
  ])('%s', async (_, dump, checks) => {
    expect(await failed(dump)).toEqual(checks);
  });

  const tables = (change: (all: Manifest['tables']) => Manifest['tables']) => (manifest: Manifest) => ({
    ...manifest,
    tables: change(manifest.tables),
  });
  const dump = (change: Partial<Manifest['dump']>) => (manifest: Manifest) => ({
    ...manifest,
    dump: { ...manifest.dump, ...change },
  });
  const database = (change: Partial<Manifest['database']>) => (manifest: Manifest) => ({
    ...manifest,
    database: { ...manifest.database, ...change },
  });
  test.each<[string, (manifest: Manifest) => Manifest, string[]]>([
    ['another checksum', dump({ sha256: 'f'.repeat(64) }), ['dump-checksum']],
    ['other stored bytes', dump({ bytes: 1 }), ['dump-bytes']],
    ['other bytes of SQL', dump({ plainBytes: 1 }), ['dump-bytes']],
    ['a table missing', tables((all) => [...all, { name: 'wp_comments', rows: 0 }]), ['dump-tables', 'dump-rows']],
    ['a table too many', tables((all) => all.slice(1)), ['dump-tables']],
    ['another order of tables', tables((all) => [...all].reverse()), ['dump-tables']],
    [
      'a row too few',
      tables((all) => all.map((table, n) => ({ ...table, rows: table.rows + (n === 3 ? 1 : 0) }))),
      ['dump-rows'],
    ],
    [
      'a row too many',
      tables((all) => all.map((table, n) => ({ ...table, rows: table.rows - (n === 6 ? 1 : 0) }))),
      ['dump-rows'],
    ],
    ['a dump of another schema', database({ schema: 'other' }), ['dump-origin']],
    ['a dump of another server', database({ version: '11.8.1-MariaDB' }), ['dump-origin']],
  ])('a manifest with %s', async (_, change, checks) => {
    expect(await failed(shop, change)).toEqual(checks);
  });
});

test('without a manifest what needs one did not run, and says so', async () => {
  const results = judgeDump(await scan(shopSample()));
  expect(results.filter(({ verdict }) => verdict === 'not-run').map(({ id, observed: seen }) => [id, seen])).toEqual(
    ['dump-checksum', 'dump-bytes', 'dump-tables', 'dump-rows', 'dump-origin'].map((id) => [
      id,
      'not run, because no manifest was given',
    ]),
  );
  expect(results.filter(({ verdict }) => verdict === 'pass')).toHaveLength(6);
});

describe('says what it saw', () => {
  test('of card numbers: where, and masked; the first five', async () => {
    const rows = Array.from({ length: 7 }, (_, n) => `${n},'${n === 0 ? '4111-1111-1111-1111' : cardNumber}'`);
    const one = observed(await scan(shopSample('wp_', rows)), 'dump-card-numbers');
    expect(one).toBe(
      '49: wp_options row 1 text: test number 411111******1111; wp_options row 2 text: 453201******0366; ' +
        'wp_options row 3 text: 453201******0366; wp_options row 4 text: 453201******0366; ' +
        'wp_options row 5 text: 453201******0366; and 44 more',
    );
    const outside = await scan(shopSample().replace('-- Host', `-- ${cardNumber}\n-- Host`));
    expect(observed(outside, 'dump-card-numbers')).toBe('1: outside of rows: 453201******0366');
  });

  test('of an end that came too early', async () => {
    const shop = shopSample();
    const cut = shop.slice(0, shop.indexOf('ird'));
    expect(observed(await scan(cut), 'dump-complete')).toBe(
      `it ends within a text of table wp_options (byte ${cut.length}); ` +
        `the last line, "-- Dump completed", is missing (byte ${cut.length})`,
    );
  });

  test('of rows that differ', async () => {
    const facts = await scan(shopSample());
    const manifest = manifestOf(facts);
    const wrong = { ...manifest, tables: manifest.tables.map((table) => ({ ...table, rows: 9 })) };
    expect(observed(facts, 'dump-rows', wrong)).toBe(
      'wp_options has 3 in place of 9; wp_postmeta has 3 in place of 9; wp_posts has 3 in place of 9; ' +
        'wp_usermeta has 3 in place of 9; wp_users has 3 in place of 9; and 2 more',
    );
  });

  test('of tables that differ', async () => {
    const facts = await scan(shopSample());
    const manifest = manifestOf(facts);
    const renamed = {
      ...manifest,
      tables: manifest.tables.map(({ name, rows }) => ({ name: name.replace('posts', 'pages'), rows })),
    };
    expect(observed(facts, 'dump-tables', renamed)).toBe('missing: wp_pages; not in the manifest: wp_posts');
    expect(observed(facts, 'dump-tables', { ...manifest, tables: [...manifest.tables].reverse() })).toBe(
      '7 tables, in another order',
    );
  });
});

describe('what would undo the rows on a restore fails the structure:', () => {
  const shop = shopSample();
  const end = shop.lastIndexOf('/*!40101 SET SQL_MODE');
  const after = (statement: string) => `${shop.slice(0, end)}${statement}\n${shop.slice(end)}`;

  test.each([
    'DROP TABLE `wp_posts`;',
    'DROP TABLE IF EXISTS `wp_posts`;',
    '/*!50001 DROP TABLE IF EXISTS `wp_posts`*/;',
    'DROP TABLE IF EXISTS `other`, `wp_posts`;',
    'DROP TABLE IF EXISTS `shop`.`wp_posts`;',
    'DROP DATABASE IF EXISTS `shop`;',
    'DROP DATABASE `shop`;',
    'DROP INDEX `a` ON `wp_posts`;',
    '/*!50000 DELETE FROM wp_posts */;',
    '/*M!100100 DELETE FROM wp_posts */;',
    '/*!50000 TRUNCATE wp_posts */;',
    '/*!99999 SET @a=1 */ DELETE FROM wp_posts;',
    'DELETE FROM `wp_posts`;',
    'UPDATE `wp_posts` SET `text` = NULL;',
    'TRUNCATE TABLE `wp_posts`;',
    'RENAME TABLE `wp_posts` TO `gone`;',
    'ALTER TABLE `wp_posts` DROP COLUMN `text`;',
    '/*!40000 ALTER TABLE `wp_posts` DROP COLUMN `text` */;',
    'CREATE OR REPLACE TABLE `wp_posts` (\n  `id` int\n);',
    'SET STATEMENT max_statement_time=9 FOR DELETE FROM wp_posts;',
    'SET NAMES latin1;',
    "/*!40101 SET NAMES 'latin1' */;",
    'SET CHARACTER SET latin1;',
  ])('%s', async (statement) => {
    expect(await failed(after(statement))).toEqual(['dump-structure']);
  });

  test('a second character set before the first table', async () => {
    const dump = shop.replace('/*!40014', '/*!40101 SET NAMES latin1 */;\n/*!40014');
    expect(await failed(dump)).toEqual(['dump-structure']);
  });

  test.each([
    'DROP TABLE IF EXISTS `wp_new`;\nCREATE TABLE `wp_new` (\n  `id` int\n);',
    '/*!40000 ALTER TABLE `wp_posts` DISABLE KEYS */;',
    'ALTER DATABASE `shop` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci ;',
    '/*!50001 CREATE TABLE `v` (\n  `id` tinyint NOT NULL\n) ENGINE=MyISAM */;\n/*!50001 DROP TABLE IF EXISTS `v`*/;',
    '/*!50001 DROP VIEW IF EXISTS `v`*/;\n/*!50001 CREATE ALGORITHM=UNDEFINED */\n/*!50013 DEFINER=`a`@`b` SQL SECURITY DEFINER */\n/*!50001 VIEW `v` AS select 1 AS `id` */;',
    '/*!50003 SET character_set_client  = utf8mb4 */ ;',
    'DELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t BEFORE INSERT ON wp_posts FOR EACH ROW BEGIN SET NAMES latin1; DELETE FROM wp_posts; END */;;\nDELIMITER ;',
    'DROP SEQUENCE IF EXISTS `s`;\nCREATE SEQUENCE `s` start with 1;\nDO SETVAL(`s`, 7, 0);',
    '/*!50032 DROP TRIGGER IF EXISTS t */;\n/*!50003 DROP PROCEDURE IF EXISTS `p` */;\n/*!50106 DROP EVENT IF EXISTS `e` */;',
    'set autocommit=0;\ncommit;',
    "/*!50717 SET @rocksdb_get_is_supported = IF (@a, 'SELECT COUNT(*) INTO @b FROM c', 'SELECT 0') */;\n/*!50717 PREPARE s FROM @rocksdb_get_is_supported */;\n/*!50717 EXECUTE s */;\n/*!50717 DEALLOCATE PREPARE s */;",
  ])('but not what the dump programs write: %s', async (statements) => {
    const facts = await scan(after(statements));
    expect(facts.problems).toEqual([]);
    expect(facts.charset).toBe('utf8mb4');
  });
});
