import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { scanDump } from '../../../../lambdas/shared/dump/scan-dump';
import { dumpOf, mariaDbEnd, mariaDbHeader, mariaDbSample, mySqlSample } from './samples';
import { codes, pieces, scan, scanText } from './scan';

describe('a whole dump', () => {
  test('of mariadb-dump', async () => {
    expect(await scan(mariaDbSample)).toEqual({
      storedBytes: mariaDbSample.length,
      storedSha256: createHash('sha256').update(mariaDbSample).digest('hex'),
      compression: 'none',
      plainBytes: mariaDbSample.length,
      complete: true,
      completedAt: '2026-11-25T01:02:03',
      producer: 'mariadb-dump',
      serverVersion: '10.11.19-MariaDB-0+deb12u1',
      database: 'shop',
      charset: 'utf8mb4',
      tables: [
        { name: 'wp_options', rows: 3, bytes: 175 },
        { name: 'wp_empty', rows: 0, bytes: 0 },
        { name: 'wp_blob', rows: 4, bytes: 60 },
      ],
      cardNumbers: [],
      cardNumberCount: 0,
      problems: [],
    });
  });

  test('of mysqldump', async () => {
    expect(await scan(mySqlSample)).toMatchObject({
      complete: true,
      completedAt: '2026-11-25T13:02:03',
      producer: 'mysqldump',
      serverVersion: '8.0.36-0ubuntu0.22.04.1',
      charset: 'utf8mb4',
      tables: [{ name: 'wp_a', rows: 4 }],
      problems: [],
    });
  });

  test('of an older mariadb-dump that names itself MySQL', () => {
    const old = mariaDbSample.replace('MariaDB dump 10.19  Distrib 10.11.19', 'MySQL dump 10.16  Distrib 10.1.48');
    expect(scanText(old).producer).toBe('mariadb-dump');
  });

  test('without a date', () => {
    const { complete, completedAt } = scanText(mariaDbSample.replace(/ on 2026.*/, ''));
    expect({ complete, completedAt }).toEqual({ complete: true, completedAt: undefined });
  });

  test('with one INSERT a row', () => {
    const rows = Array.from({ length: 50 }, (_, n) => `INSERT INTO \`t\` VALUES (${n},'x');\n`).join('');
    const dump = `${mariaDbHeader}CREATE TABLE \`t\` (\n  \`a\` int,\n  \`b\` text\n) ENGINE=InnoDB;\n${rows}${mariaDbEnd}`;
    expect(scanText(dump)).toMatchObject({ complete: true, problems: [], tables: [{ name: 't', rows: 50 }] });
  });

  test('with a database that it makes and uses', () => {
    const use = 'CREATE DATABASE /*!32312 IF NOT EXISTS*/ `a` /*!40100 DEFAULT CHARACTER SET utf8mb4 */;\n\nUSE `a`;\n';
    const facts = scanText(mariaDbSample.replace('Database: shop', 'Database: ').replace('\n\n--\n', `\n${use}\n--\n`));
    expect(facts).toMatchObject({ complete: true, database: 'a', problems: [] });
  });

  test('with names that hold backticks', () => {
    const dump = `${mariaDbHeader}CREATE TABLE \`a\`\`b\` (\n  \`c\`\`d\` int\n);\nINSERT INTO \`a\`\`b\` VALUES (1);\n${mariaDbEnd}`;
    expect(scanText(dump)).toMatchObject({ problems: [], tables: [{ name: 'a`b', rows: 1 }] });
  });

  test('compressed by gzip, in one member or several, in pieces of any size', async () => {
    const half = mariaDbSample.length >> 1;
    const stored = Buffer.concat([gzipSync(mariaDbSample.slice(0, half)), gzipSync(mariaDbSample.slice(half))]);
    for (const size of [1, 2, 3, 7, 100, stored.length]) {
      const facts = await scanDump(pieces(stored, size));
      expect(facts).toMatchObject({
        compression: 'gzip',
        storedBytes: stored.length,
        storedSha256: createHash('sha256').update(stored).digest('hex'),
        plainBytes: mariaDbSample.length,
        complete: true,
        problems: [],
      });
    }
  });

  test('of millions of equal bytes, compressed a thousandfold', async () => {
    const dump = dumpOf(['a'], [`'${'x'.repeat(30_000_000)}'`]);
    expect(await scan(gzipSync(dump))).toMatchObject({ complete: true, problems: [], plainBytes: dump.length });
  });
});

describe('what is wrong with a dump', () => {
  const after = (text: string, insertion: string) => {
    expect(mariaDbSample).toContain(text);
    return mariaDbSample.replace(text, () => text + insertion);
  };
  test.each([
    ['nothing in it', '', ['empty']],
    ['not a dump', 'hello;\n', ['not-a-dump', 'unknown-statement', 'missing-trailer']],
    [
      'an end within a text',
      mariaDbSample.slice(0, mariaDbSample.indexOf('shop.example')),
      ['truncated-text', 'missing-trailer'],
    ],
    [
      'an end after a backslash',
      mariaDbSample.slice(0, mariaDbSample.indexOf("\\'s; ") + 1),
      ['truncated-text', 'missing-trailer'],
    ],
    [
      'an end between rows',
      mariaDbSample.slice(0, mariaDbSample.indexOf('(2,')),
      ['truncated-statement', 'missing-trailer'],
    ],
    ['an end between statements', mariaDbSample.slice(0, mariaDbSample.indexOf('DROP')), ['missing-trailer']],
    [
      'an end within a comment',
      mariaDbSample.slice(0, mariaDbSample.indexOf(' structure')),
      ['truncated-statement', 'missing-trailer'],
    ],
    ['a last line without its end', mariaDbSample.slice(0, -1), ['truncated-statement', 'missing-trailer']],
    [
      'two dumps, one after the other',
      mariaDbSample + mySqlSample,
      ['second-dump', 'after-the-end', 'unknown-statement'],
    ],
    [
      'the same dump twice',
      mariaDbSample + mariaDbSample,
      ['second-dump', 'after-the-end', 'table-twice', 'unknown-statement'],
    ],
    [
      'the beginning of another dump after the end',
      `${mariaDbSample}${mySqlSample.split('\n')[0]}\n`,
      ['second-dump', 'after-the-end'],
    ],
    ['what a dump begins with after the end', `${mariaDbSample}-- Server version\t8.0.36\n`, ['after-the-end']],
    [
      'a statement after the end',
      `${mariaDbSample}DROP TABLE \`wp_options\`;\n`,
      ['after-the-end', 'unknown-statement'],
    ],
    ['rows after the end', `${mariaDbSample}INSERT INTO \`wp_empty\` VALUES (1);\n`, ['after-the-end']],
    ['several databases', after('NAMES utf8mb4 */;', '\nUSE `a`;\nUSE `b`;'), ['several-databases']],
    ['bytes of no text', after('UNLOCK TABLES;', '\n\0\u0001'), ['binary-garbage']],
    ['bytes of no text within a statement', after('DROP TABLE', ' \0'), ['binary-garbage', 'unknown-statement']],
    ['a statement of no dump', after('UNLOCK TABLES;', '\nGRANT ALL ON *.* TO a;'), ['unknown-statement']],
    ['rows without VALUES', after('UNLOCK TABLES;', '\nINSERT INTO `wp_empty` SELECT 1;'), ['unknown-statement']],
    ['a warning of the shell in it', `mysqldump: [Warning] x\n${mariaDbSample}`, ['not-a-dump', 'unknown-statement']],
    [
      'rows of a table that is not defined',
      after('UNLOCK TABLES;', '\nINSERT INTO `no` VALUES (1);'),
      ['rows-without-table'],
    ],
    ['a row with a value too many', mariaDbSample.replace("(1,'siteurl'", "(1,1,'siteurl'"), ['uneven-row']],
    ['a row with a value too few', mariaDbSample.replace("(1,'siteurl',", '(1,'), ['uneven-row']],
    ['fewer values than named columns', mySqlSample.replace("(4,0x01,'')", '(4,0x01)'), ['uneven-row']],
    ['a lost quote', mariaDbSample.replace("'siteurl',", "siteurl',"), ['broken-row', 'unknown-statement']],
    ['half a byte', mariaDbSample.replace('0xDEADBEEF', '0xDEADBEE'), ['broken-row']],
    [
      'no comma between rows',
      mariaDbSample.replace('(1,0xDEADBEEF),', '(1,0xDEADBEEF)'),
      ['broken-row', 'unknown-statement'],
    ],
    ['a word in place of a value', mariaDbSample.replace('(2,NULL)', '(2,NULK)'), ['broken-row', 'unknown-statement']],
  ])('%s', (_, dump, problems) => {
    expect(new Set(codes(scanText(dump)))).toEqual(new Set(problems));
  });

  test('where, and in words that name no data', () => {
    const broken = dumpOf(['a', 'b'], ["1,'secret'", "2,'secret'x", "3,'secret'"]);
    expect(scanText(broken).problems[0]).toEqual({
      code: 'broken-row',
      message: 'row 2 of table wp_t cannot be read',
      atByte: broken.indexOf("'x") + 1,
    });
  });

  test('of each kind the first', () => {
    expect(codes(scanText(dumpOf(['a'], ['1', '1,2', '1,2,3'])))).toEqual(['uneven-row']);
  });

  test('complete is only what nothing follows', () => {
    expect(scanText(mariaDbSample).complete).toBe(true);
    expect(scanText(`${mariaDbSample}\n\n`).complete).toBe(true);
    expect(scanText(`${mariaDbSample}USE \`a\`;`).complete).toBe(false);
    expect(scanText(`${mariaDbSample}DROP TABLE`).complete).toBe(false);
    expect(scanText(`${mariaDbSample}INSERT INTO \`wp_empty\` VALUES (`).complete).toBe(false);
    expect(scanText(mariaDbSample.slice(0, -1)).complete).toBe(false);
  });

  test.each([
    ['cut', (stored: Buffer) => stored.subarray(0, -9), 'truncated-compression'],
    ['without its checksum', (stored: Buffer) => stored.subarray(0, -8), 'truncated-compression'],
    [
      'with a wrong checksum',
      (stored: Buffer) => stored.fill(0, stored.length - 8, stored.length - 4),
      'corrupt-compression',
    ],
    ['with a wrong byte', (stored: Buffer) => stored.fill(0xff, 20, 30), 'corrupt-compression'],
    [
      'with garbage after it',
      (stored: Buffer) => Buffer.concat([stored, Buffer.from('garbage')]),
      'corrupt-compression',
    ],
    ['with zeros after it', (stored: Buffer) => Buffer.concat([stored, Buffer.alloc(100)]), 'corrupt-compression'],
    [
      'with much garbage after it',
      (stored: Buffer) => Buffer.concat([stored, Buffer.alloc(200_000, 'x')]),
      'corrupt-compression',
    ],
  ])('gzip %s', async (_, change, problem) => {
    const stored = change(gzipSync(mariaDbSample));
    const facts = await scanDump(pieces(stored, 1000));
    expect(codes(facts)).toContain(problem);
    expect(facts.complete).toBe(false);
    // The checksum is of everything, also of what comes after the place where it broke.
    expect(facts.storedBytes).toBe(stored.length);
    expect(facts.storedSha256).toBe(createHash('sha256').update(stored).digest('hex'));
  });

  test('a cut archive still tells what it holds up to there', async () => {
    const text = dumpOf(
      ['a'],
      Array.from({ length: 20_000 }, (_, n) => `'${createHash('md5').update(`${n}`).digest('hex')}'`),
    );
    const stored = gzipSync(text).subarray(0, 150_000);
    const there = gunzipSync(stored, { finishFlush: constants.Z_SYNC_FLUSH });
    for (const size of [4096, 40_000, 150_000]) {
      const facts = await scanDump(pieces(stored, size));
      expect(codes(facts)).toContain('truncated-compression');
      expect(facts.plainBytes).toBe(there.length);
    }
  });
});
