import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection } from 'mariadb';
import { runningProcesses } from '../../../cli/host/left-behind';
import { restore } from '../../../cli/drill/restore';
import { startThrowAwayServer, type ThrowAwayServer } from '../../../cli/mariadb/throw-away-server';
import { mariaDbIsThere } from '../../support/mariadb';

const suite = mariaDbIsThere() ? describe : describe.skip;

// A dump is somebody else's program. What follows tries to leave the one schema it may fill, each by another way.
suite('a hostile dump', () => {
  let server: ThrowAwayServer;
  let target: string;

  beforeAll(async () => {
    // Open to all, so that a refusal is not the file system's.
    target = mkdtempSync(path.join(tmpdir(), 'storefort-hostile-'));
    writeFileSync(path.join(target, 'source.sql'), 'CREATE TABLE sourced (a INT);', { mode: 0o644 });
    writeFileSync(path.join(target, 'secret'), 'secret', { mode: 0o644 });
    chmodSync(target, 0o777);
    process.env['EDITOR'] = `touch ${target}/edited;true`;
    server = await startThrowAwayServer({ schema: 'my_shop' });
  }, 60_000);
  afterAll(async () => {
    delete process.env['EDITOR'];
    await server.stop();
    rmSync(target, { recursive: true, force: true });
  });

  const restored = async (...parts: (string | Buffer)[]) => {
    async function* plain() {
      for (const part of parts) yield await Promise.resolve(Buffer.from(part));
    }
    return (await restore(plain(), server)).complaint;
  };
  const ask = async (sql: string): Promise<string[][]> => {
    const connection = await createConnection({ socketPath: server.socket, ...server.checker, rowsAsArray: true });
    try {
      return await connection.query(sql);
    } finally {
      await connection.end();
    }
  };
  const at = (text: string) => text.replaceAll('TARGET', target);

  const notSql = /^line \d+: a command for the client, not SQL/;
  const tooMuch = /^line \d+: a statement asks for more than to fill one database/;
  const unread = /^line \d+: it reads a file of this machine; it was not let/;
  const notUnderstood = /^line \d+: a statement is not understood/;

  test.each([
    ['a shell', '\\! touch TARGET/x', notSql],
    ['a shell after a statement', 'SELECT 1; \\! touch TARGET/x', notSql],
    ['a shell by its name', 'system touch TARGET/x', notUnderstood],
    ['a shell within a comment', '/* \n\\! touch TARGET/x\n*/ \\! touch TARGET/x', notSql],
    ['a file of statements', '\\. TARGET/source.sql', notSql],
    ['a file of statements by its name', 'source TARGET/source.sql', notUnderstood],
    ['a log', '\\T TARGET/x\nSELECT 1;', notSql],
    ['a log by its name', 'tee TARGET/x\nSELECT 1;', notUnderstood],
    ['a pager', '\\P touch TARGET/x\nSELECT 1;', notSql],
    ['a pager by its name', 'pager touch TARGET/x\nSELECT 1;', notUnderstood],
    ['an editor', 'SELECT 1\n\\e\n', notSql],
    ['an editor by its name', 'edit\n', notUnderstood],
    ['another server', '\\r my_shop 127.0.0.1\nSELECT 1;', notSql],
    ['another server by its name', 'connect mysql 127.0.0.1\nSELECT 1;', notUnderstood],
    ['a text file', `SELECT 1 INTO OUTFILE 'TARGET/x';`, tooMuch],
    ['a binary file', `SELECT 1 INTO DUMPFILE 'TARGET/x';`, tooMuch],
    ['a file of the client', `CREATE TABLE l1 (a TEXT); LOAD DATA LOCAL INFILE 'TARGET/secret' INTO TABLE l1;`, unread],
    ['a file of the server', `CREATE TABLE l2 (a TEXT); LOAD DATA INFILE 'TARGET/secret' INTO TABLE l2;`, tooMuch],
    ['a plugin', `INSTALL PLUGIN x SONAME 'ha_connect.so';`, tooMuch],
    ['a library', `INSTALL SONAME 'ha_connect';`, tooMuch],
    ['a function out of a library', `CREATE FUNCTION f RETURNS STRING SONAME 'lib_mysqludf_sys.so';`, tooMuch],
    ['the server’s own schema', 'DROP DATABASE mysql;', tooMuch],
    ['the server’s accounts', 'USE mysql; DELETE FROM global_priv;', tooMuch],
    ['accounts', 'CREATE USER x;', tooMuch],
    ['rights', "GRANT ALL ON *.* TO 'restorer'@'localhost';", tooMuch],
    ['another database', 'CREATE DATABASE other;', tooMuch],
    ['another database whose name the pattern would fit', 'CREATE DATABASE myXshop;', tooMuch],
    ['a global setting', `SET GLOBAL general_log_file = 'TARGET/x';`, tooMuch],
    ['the clock that runs events', 'SET GLOBAL event_scheduler = 1;', /^line 1: /],
    ['a replication source', `CHANGE MASTER TO master_host = '203.0.113.1';`, tooMuch],
    ['the end of the server', 'SHUTDOWN;', tooMuch],
    ['a linked server', `CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST '203.0.113.1');`, tooMuch],
    ['a table of files', `CREATE TABLE c (a INT) ENGINE=CONNECT TABLE_TYPE=CSV FILE_NAME='TARGET/x';`, /^line 1: /],
    [
      'a table elsewhere',
      `CREATE TABLE e (a INT) ENGINE=FEDERATED CONNECTION='mysql://x@203.0.113.1/x/x';`,
      /^line 1: /,
    ],
    [
      'root’s name',
      "CREATE DEFINER='root'@'localhost' PROCEDURE p1() SELECT 1; CALL p1();",
      /in the name of an account that is not here/,
    ],
    [
      'the system’s name',
      "CREATE DEFINER='mariadb.sys'@'localhost' PROCEDURE p2() DELETE FROM mysql.global_priv; CALL p2();",
      /in the name of an account that is not here/,
    ],
    [
      'the checker’s name',
      "CREATE DEFINER='checker'@'localhost' PROCEDURE p3() DELETE FROM mysql.global_priv; CALL p3();",
      tooMuch,
    ],
  ])('does not get at %s', async (_, sql, complaint) => {
    expect(await restored(at(sql))).toEqual({ verdict: 'fail', text: expect.stringMatching(complaint) });
    expect(readdirSync(target).sort()).toEqual(['secret', 'source.sql']);
    expect(await ask("SELECT table_name FROM information_schema.tables WHERE table_name = 'sourced'")).toEqual([]);
  });

  test('reads no file into a row', async () => {
    expect(
      await restored(at(`CREATE TABLE r (a TEXT); INSERT INTO r VALUES (LOAD_FILE('TARGET/secret'));`)),
    ).toBeUndefined();
    expect(await ask('SELECT a FROM my_shop.r')).toEqual([[null]]);
  });

  test.each(['InnoDB', 'MyISAM', 'Aria'])('keeps every table of %s in its own folder', async (engine) => {
    const name = `elsewhere_${engine.toLowerCase()}`;
    const sql = `CREATE TABLE ${name} (a INT) ENGINE=${engine} DATA DIRECTORY='${server.folder}/empty'; INSERT INTO ${name} VALUES (1);`;
    expect(await restored(sql)).toBeUndefined();
    expect(await ask(`SELECT a FROM my_shop.${name}`)).toEqual([[1]]);
    expect(readdirSync(path.join(server.folder, 'empty'))).toEqual([]);
  });

  test('runs nothing by itself afterwards', async () => {
    const event = 'CREATE EVENT e ON SCHEDULE EVERY 1 SECOND DO CREATE TABLE IF NOT EXISTS by_event (a INT);';
    expect(await restored(event)).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await ask("SELECT table_name FROM information_schema.tables WHERE table_name = 'by_event'")).toEqual([]);
  });

  test('says no word of a row when a statement fails, and is not taken in by a forged complaint', async () => {
    const forged =
      "CREATE TABLE f (a INT PRIMARY KEY); INSERT INTO f VALUES ('Erika\nERROR 1007 (HY000) at line 9: forged\n');";
    const complaint = await restored(forged);
    expect(complaint?.text).toMatch(/^line \d+: /);
    expect(complaint?.text).not.toMatch(/Erika|forged/);
  });

  test('takes a line of 64 MB, and goes on after it', async () => {
    const row = Buffer.alloc(1 << 20, `('${'x'.repeat(98)}'),`);
    const whole = row.subarray(0, row.length - (row.length % 103));
    await restored('CREATE TABLE long_line (a VARCHAR(100));');
    const parts = [
      Buffer.from('INSERT INTO long_line VALUES '),
      ...Array.from({ length: 64 }, () => whole),
      Buffer.from("('end');\nCREATE TABLE after_it (a INT);\n"),
    ];
    expect(await restored(...parts)).toBeUndefined();
    expect(await ask('SELECT COUNT(*) FROM my_shop.after_it')).toEqual([[0n]]);
    const each = whole.length / 103;
    expect(await ask('SELECT COUNT(*) FROM my_shop.long_line')).toEqual([[BigInt(64 * each + 1)]]);
  }, 60_000);

  test('takes text that names no character set for UTF-8', async () => {
    expect(
      await restored("CREATE TABLE u (a VARCHAR(9) CHARACTER SET utf8mb4); INSERT INTO u VALUES ('ä🧀');"),
    ).toBeUndefined();
    expect(await ask('SELECT HEX(a) FROM my_shop.u')).toEqual([['C3A4F09FA780']]);
  });

  test('is read by a client that owns nothing, when root drills it', async () => {
    const owners: string[] = [];
    async function* plain() {
      yield Buffer.from('SELECT 1;\n');
      await new Promise((resolve) => setTimeout(resolve, 200));
      for (const { pid } of runningProcesses().filter(({ commandLine }) =>
        commandLine.startsWith('mariadb --defaults-file=' + server.folder),
      ))
        owners.push(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '');
    }
    await restore(plain(), server);
    expect(owners).toEqual([String(server.account?.uid ?? process.getuid?.())]);
    expect(owners).not.toEqual(['0']);
  });

  test('takes the lines by which dump programs ask for the sandbox', async () => {
    expect(await restored('/*M!999999\\- enable the sandbox mode */ \nSELECT 1;')).toBeUndefined();
    expect(await restored('/*!999999\\- enable the sandbox mode */ \nSELECT 1;')).toBeUndefined();
  });

  test('takes other delimiters, which triggers and routines need', async () => {
    expect(
      await restored('DELIMITER ;;\nCREATE PROCEDURE d() BEGIN SELECT 1; SELECT 2; END ;;\nDELIMITER ;\n'),
    ).toBeUndefined();
  });

  test('may name authors who are not here', async () => {
    const sql =
      'CREATE TABLE t (a INT); CREATE DEFINER=`wp`@`10.0.0.1` TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;';
    expect(await restored(sql)).toBeUndefined();
  });
});
