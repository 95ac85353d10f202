import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verdictOf } from '../../../../lambdas/shared/check-result';
import { judgeDump } from '../../../../lambdas/shared/dump/judge-dump';
import { scanDump } from '../../../../lambdas/shared/dump/scan-dump';
import { mariaDbIsThere, type RunningMariaDb, startMariaDb } from '../../../support/mariadb';
import { generateShop } from '../../../support/shop-generator/generate-shop';
import { cardNumber } from './samples';

const oddities = [
  'CREATE DATABASE odd CHARACTER SET utf8mb4',
  'USE odd',
  "CREATE TABLE plain (id INT PRIMARY KEY, t TEXT COMMENT 'a;\\n-- b') COMMENT = 'it''s; /* odd */'",
  `INSERT INTO plain VALUES (1, 'a;b'), (2, '\\'),(3,\\'x'), (3, '\\n-- Dump completed\\n'), (4, NULL), (5, ''), (-6, '\\0\\Z\\r\\\\'), (7, '😀 ''"')`,
  'CREATE TABLE numbers (a DECIMAL(26,8), b DOUBLE, c BIGINT UNSIGNED, d FLOAT, e DATE, f BIT(9), g YEAR, h TIME(6))',
  "INSERT INTO numbers VALUES (-1.5, 1e300, 18446744073709551615, -2.5e-10, '2026-11-25', b'101010101', 2026, '-12:00:00.5'), (0, 0, 0, 0, NULL, 0, 1999, '00:00:00')",
  'CREATE TABLE bytes (id INT PRIMARY KEY, a LONGBLOB, b BINARY(4), c VARBINARY(20), d POINT)',
  `INSERT INTO bytes VALUES (1, UNHEX(CONCAT('00FF', HEX('card ${cardNumber}'))), 'ab', '', POINT(1, 2)), (2, REPEAT(UNHEX('00112233445566778899AABBCCDDEEFF2700'), 5000), '\\'\\n\\0\\\\', NULL, NULL)`,
  'CREATE TABLE made (a INT, b INT AS (a + 1) VIRTUAL, c INT AS (a * 2) STORED, d INT INVISIBLE DEFAULT 5)',
  'INSERT INTO made (a) VALUES (1), (2), (3)',
  'CREATE TABLE `odd``name; --` (`c``1` INT, `(` INT, `,` INT)',
  'INSERT INTO `odd``name; --` VALUES (1, 2, 3), (4, 5, 6)',
  'CREATE TABLE parts (id INT) PARTITION BY HASH (id) PARTITIONS 3',
  'INSERT INTO parts SELECT seq FROM seq_1_to_500',
  'CREATE TABLE nothing (id INT)',
  'CREATE TABLE meta (meta_id INT, meta_key VARCHAR(255), meta_value LONGTEXT)',
  `INSERT INTO meta VALUES (1, '_note', 'card ${cardNumber}'), (2, '_transaction_id', '${cardNumber}'), (3, '_json', '{"pan":"\\\\u00a0${cardNumber}"}')`,
  `CREATE TABLE wide (id INT, t LONGTEXT)`,
  `INSERT INTO wide SELECT seq, REPEAT('x\\'\\n,(', 200000) FROM seq_1_to_6`,
  'CREATE VIEW seen AS SELECT id FROM plain',
  'CREATE SEQUENCE counter START WITH 7',
  "CREATE TRIGGER guard BEFORE INSERT ON plain FOR EACH ROW BEGIN -- it's\n SET NEW.t = CONCAT(NEW.t, ';;'); /* \"one */ SET @x = `id`; END".replace(
    '`id`',
    '1',
  ),
  "CREATE PROCEDURE work() BEGIN INSERT INTO plain VALUES (9, 'INSERT INTO `plain` VALUES (1);'); # odd 'one\n SELECT 1; END",
  'CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2',
  'CREATE EVENT later ON SCHEDULE EVERY 1 DAY DO DELETE FROM plain',
];

const suite = mariaDbIsThere() ? describe : describe.skip;

suite('dumps of a real MariaDB', () => {
  let server: RunningMariaDb;
  let folder: string;

  beforeAll(async () => {
    server = await startMariaDb();
    folder = mkdtempSync(path.join(tmpdir(), 'storefort-dumps-'));
    writeFileSync(path.join(folder, 'ca.pem'), server.authority);
    for (const statement of oddities) await server.ask(statement);
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** As the nightly export dumps, unless told otherwise. */
  function dump(what: readonly string[], options: readonly string[] = exportOptions): string {
    const file = path.join(folder, 'dump.sql');
    const connection = ['--no-defaults', '--host=localhost', '--protocol=tcp', `--port=${server.port}`];
    const secure = [`--ssl-ca=${path.join(folder, 'ca.pem')}`, `--user=${server.master.username}`];
    const { status, stderr } = spawnSync(
      'mariadb-dump',
      [...connection, ...secure, '--default-character-set=utf8mb4', ...options, `--result-file=${file}`, ...what],
      { encoding: 'utf8', env: { ...process.env, MYSQL_PWD: server.master.password } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return file;
  }
  const exportOptions = [
    '--single-transaction',
    '--quick',
    '--hex-blob',
    '--routines',
    '--triggers',
    '--skip-lock-tables',
  ];

  async function rowsIn(schema: string): Promise<{ name: string; rows: number }[]> {
    const tables = await server.ask(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = '${schema}' AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const rows = [];
    for (const [name = ''] of tables) {
      const [[count] = []] = await server.ask(`SELECT COUNT(*) FROM \`${schema}\`.\`${name.replaceAll('`', '``')}\``);
      rows.push({ name, rows: Number(count) });
    }
    return rows;
  }
  const sorted = (tables: readonly { name: string; rows: number }[]) =>
    tables.map(({ name, rows }) => ({ name, rows })).sort((one, other) => (one.name < other.name ? -1 : 1));

  test.each([
    ['as the export writes it', exportOptions],
    ['with the defaults', []],
    ['one row an INSERT', ['--skip-extended-insert']],
    ['with the names of columns', ['--complete-insert', '--hex-blob']],
    ['as REPLACE', ['--replace', '--routines', '--events']],
    ['as INSERT IGNORE', ['--insert-ignore']],
    ['in short statements', ['--net-buffer-length=4K', '--quick']],
    ['without locks, keys and charset', ['--skip-opt', '--create-options', '--set-charset']],
    ['in order of the key', ['--order-by-primary', '--events']],
    ['with the time of the binary log’s kind', ['--tz-utc', '--dump-date']],
    ['with DROP DATABASE and USE', ['--add-drop-database', '--databases']],
  ])('are read to the last row: %s', async (_, options) => {
    const facts = await scanDump(createReadStream(dump(['odd'], options)));
    expect(facts.problems).toEqual([]);
    expect(facts).toMatchObject({ complete: true, producer: 'mariadb-dump', database: 'odd' });
    expect(facts.charset).toBe('utf8mb4');
    expect(sorted(facts.tables)).toEqual(sorted(await rowsIn('odd')));
  });

  test('without comments does not count as complete', async () => {
    expect(await scanDump(createReadStream(dump(['odd'], ['--skip-comments'])))).toMatchObject({ complete: false });
  });

  test('card numbers are found where they are, once', async () => {
    const { cardNumbers, cardNumberCount } = await scanDump(createReadStream(dump(['odd'])));
    const each = { masked: '453201******0366', isTestNumber: false };
    expect(cardNumbers).toEqual([
      { ...each, table: 'bytes', row: 1, column: 'a', metaKey: undefined },
      { ...each, table: 'meta', row: 1, column: 'meta_value', metaKey: '_note' },
      { ...each, table: 'meta', row: 3, column: 'meta_value', metaKey: '_json' },
    ]);
    expect(cardNumberCount).toBe(3);
  });

  test.each([
    ['hpos', 'wp_'],
    ['posts', 'Odd_pre_'],
  ] as const)('of a shop with %s pass, with every table’s rows', async (storage, prefix) => {
    const schema = `shop_${storage}`;
    await generateShop((sql) => server.ask(sql), { orders: 300, storage, prefix, schema });
    const facts = await scanDump(createReadStream(dump([schema])));
    expect(sorted(facts.tables)).toEqual(sorted(await rowsIn(schema)));
    expect(judgeDump(facts).filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-run')).toEqual([]);
    expect(verdictOf(judgeDump(facts))).toBe('pass');
  });

  test('an empty database does not pass', async () => {
    await server.ask('CREATE DATABASE hollow');
    const results = judgeDump(await scanDump(createReadStream(dump(['hollow']))));
    expect(results.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toEqual([
      'dump-not-empty',
      'dump-shop',
    ]);
  });

  test('another application’s database does not pass', async () => {
    const results = judgeDump(
      await scanDump(createReadStream(dump(['odd'], ['--ignore-table=odd.bytes', '--ignore-table=odd.meta']))),
    );
    expect(results.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toEqual(['dump-shop']);
  });

  test('in another character set does not pass', async () => {
    const file = dump(['shop_hpos'], [...exportOptions, '--default-character-set=latin1']);
    const results = judgeDump(await scanDump(createReadStream(file)));
    expect(results.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toEqual(['dump-charset']);
  });
});
