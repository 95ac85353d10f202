import { spawnSync } from 'node:child_process';
import { countRows } from './an-export-host';
import { describeWith, type Ran } from './web-host';

const made = 'CREATE TABLE `a` (\n  `id` int(11)\n) ENGINE=InnoDB;\n';
const trailer = '-- Dump completed on 2026-11-25 17:52:59\n';

describeWith(['gawk'])('counting rows', () => {
  const count = (dump: string): Ran => {
    const { status, stdout, stderr } = spawnSync('gawk', ['-f', countRows], {
      input: dump,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
    });
    return { status, stdout, stderr };
  };
  const counted = (dump: string): string[] => {
    const { status, stdout, stderr } = count(dump);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [bytes, ...rest] = stdout.trimEnd().split('\n');
    expect(bytes).toBe(`bytes\t${Buffer.byteLength(dump)}`);
    return rest;
  };

  test('counts tables in the order of the dump, each row once, over several statements', () => {
    const dump = `CREATE TABLE \`z\` (\n);\n${made}INSERT INTO \`a\` VALUES\n(1),\n(2);\nINSERT INTO \`a\` VALUES\n(3);\n${trailer}`;
    expect(counted(dump)).toEqual(['table\t0\tz', 'table\t3\ta', 'complete']);
  });

  test('takes a value for a value, whatever it looks like', () => {
    const rows = [
      `(1,'\u{1F600} ;'),`,
      `(2,');\\nINSERT INTO \`a\` VALUES\\n(1);'),`,
      `(3,'-- Dump completed on'),`,
      `(4,'DELIMITER ;;');`,
    ];
    expect(counted(`${made}INSERT INTO \`a\` VALUES\n${rows.join('\n')}\n${trailer}`)).toEqual([
      'table\t4\ta',
      'complete',
    ]);
  });

  test('leaves bodies of routines and triggers alone, whatever they look like', () => {
    const body =
      'DELIMITER ;;\nCREATE PROCEDURE p()\nINSERT INTO `a` VALUES (1);\nCREATE TABLE `b` (\n(1),\n;;\nDELIMITER ;\n';
    expect(counted(`${made}${body}INSERT INTO \`a\` VALUES\n(1);\n${trailer}`)).toEqual(['table\t1\ta', 'complete']);
  });

  test('counts no views', () => {
    const view =
      '/*!50001 CREATE VIEW `v` AS SELECT\n NULL AS `id` */;\n/*!50001 CREATE TABLE `w` (\n `id` tinyint\n) */;\n';
    expect(counted(made + view + trailer)).toEqual(['table\t0\ta', 'complete']);
  });

  test('reads a name with backticks as it is', () => {
    expect(counted(`CREATE TABLE \`a\`\`b\` (\n);\nINSERT INTO \`a\`\`b\` VALUES\n(1);\n${trailer}`)).toEqual([
      'table\t1\ta`b',
      'complete',
    ]);
  });

  test.each([
    ['without its last line', made],
    ['that ends within its last line', made + trailer.trimEnd()],
    ['with something after its last line', `${made}${trailer}-- more\n`],
    ['whose last line is within a routine', `${made}DELIMITER ;;\n${trailer}`],
    ['that is empty', ''],
  ])('a dump %s is incomplete', (_, dump) => {
    expect(counted(dump).at(-1)).toBe('incomplete');
  });

  test.each([
    ['half a row', `${made}INSERT INTO \`a\` VALUES\n(1,'x\n`, 'line 5 of the dump is half a row of a\n'],
    [
      'something else among the rows',
      `${made}INSERT INTO \`a\` VALUES\nUNLOCK TABLES;\n`,
      'line 5 of the dump is no row of a\n',
    ],
    [
      'rows on one line',
      `${made}INSERT INTO \`a\` VALUES (1),(2);\n`,
      'line 4 of the dump has no rows on lines of their own\n',
    ],
    [
      'rows with named columns',
      `${made}INSERT INTO \`a\` (\`id\`) VALUES\n(1);\n`,
      'line 4 of the dump has no rows on lines of their own\n',
    ],
    [
      'rows of no table',
      'INSERT INTO `b` VALUES\n(1);\n',
      'line 1 of the dump fills a table that the dump does not make\n',
    ],
    [
      'a table made in another way',
      'CREATE TABLE `b` LIKE `a`;\n',
      'line 1 of the dump makes a table in a way of its own\n',
    ],
  ])('gives up at %s, and counts nothing', (_, dump, message) => {
    expect(count(dump)).toEqual({ status: 1, stdout: '', stderr: message });
  });
});
