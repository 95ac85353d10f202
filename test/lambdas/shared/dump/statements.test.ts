import { describe, expect, test } from '@jest/globals';
import { KeptText } from '../../../../lambdas/shared/dump/kept-text';
import { readStatement } from '../../../../lambdas/shared/dump/statements';
import { mariaDbEnd, mariaDbHeader } from './samples';
import { codes, scanText } from './scan';

/** With a table after it, which is there only if the statement ended where it ends for the server. */
const before = (statement: string) =>
  scanText(
    `${mariaDbHeader}${statement}\nCREATE TABLE \`t\` (\n  \`a\` int\n);\nINSERT INTO \`t\` VALUES (1);\n${mariaDbEnd}`,
  );

describe('a statement ends where it ends for the server, after', () => {
  test.each([
    ['two minuses that begin no comment', 'SET @a=5--3;'],
    ['a comment with a quote', "SET @a=1 -- it's\n;"],
    ['a comment with a semicolon', 'SET @a=1 -- ; DROP\n;'],
    ['a comment in a block', "SET @a=1 /* it's; */;"],
    ['a hash', "SET @a=1 # it's;\n;"],
    ['nothing', ';'],
    ['a comment alone', '/* nothing; */;'],
    ['a text with an escaped quote', "SET @a='it\\'s; x';"],
    ['a text with a doubled quote', "SET @a='it''s; x';"],
    ['a text in double quotes', 'SET @a="it\'s;";'],
    ['a name with a backslash', 'SET @`a\\`=1;'],
    ['a name with a quote', "SET @`a'`=1;"],
    ['a conditional comment with a comment in it', '/*!50003 SET @a=1 /* ; */ */;'],
    ['another delimiter', 'DELIMITER $$\nSET @a=1; SET @b=2$$\nDELIMITER ;'],
    ['another delimiter, in lower case', 'delimiter //\nSET @a=1; SET @b=2//\ndelimiter ;'],
    ['brackets after VALUES that are no rows', 'CREATE PROCEDURE p() SELECT 1 AS `x VALUES` ;'],
  ])('%s', (_, statement) => {
    expect(before(statement)).toMatchObject({ complete: true, problems: [], tables: [{ name: 't', rows: 1 }] });
  });
});

test('comments that only MariaDB reads are read', () => {
  const dump = `${mariaDbHeader.replace(/.*SET NAMES.*\n/, '')}/*M!100100 SET NAMES latin1 */;\n${mariaDbEnd}`;
  expect(scanText(dump).charset).toBe('latin1');
});

test.each(['M!999999\\- enable', '!999999\\- enable'])(
  'the guard against old clients is a comment (/*%s …)',
  (guard) => {
    const facts = scanText(mariaDbHeader.replace('M!999999\\- enable', guard) + mariaDbEnd);
    expect(facts).toMatchObject({ complete: true, problems: [], producer: 'mariadb-dump' });
  },
);

test('only a statement of its own sets the character set', () => {
  const dump = mariaDbHeader.replace(/.*SET NAMES.*\n/, '');
  expect(scanText(`${dump}CREATE PROCEDURE p() SET NAMES latin1;\n${mariaDbEnd}`).charset).toBeUndefined();
});

test('a table without a definition is no table', () => {
  expect(readStatement('CREATE TABLE `t` LIKE `s`')).toEqual({ kind: 'unknown' });
  expect(codes(before('CREATE TABLE `t` )(;'))).toEqual(['unknown-statement']);
});

test('of a text only the first mebibyte is kept', () => {
  const kept = new KeptText();
  for (let n = 0; n < (1 << 20) + 10; n += 1) kept.add(0x61);
  expect(kept.toString().length).toBe(1 << 20);
});
