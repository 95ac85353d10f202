import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MariaDbShopDatabase, type ShopDatabaseProps } from '../../../lambdas/shared/mariadb-shop-database';
import type { Value } from '../../../lambdas/shared/shop-checks/shop-database';
import { mariaDbIsThere, type RunningMariaDb, startMariaDb } from '../../support/mariadb';

const suite = mariaDbIsThere() ? describe : describe.skip;

suite('a shop in a real MariaDB', () => {
  let server: RunningMariaDb;

  beforeAll(async () => {
    server = await startMariaDb();
    await server.ask('CREATE DATABASE shop CHARACTER SET utf8mb4');
    await server.ask(
      'CREATE TABLE shop.things (id INT PRIMARY KEY, name VARCHAR(50), bytes BLOB, price DECIMAL(26,8), day DATETIME)',
    );
    await server.ask(
      `INSERT INTO shop.things VALUES (1, 'Käse 🧀', x'00FF', 1.5, '0000-00-00'), (2, NULL, NULL, NULL, '2026-01-02 03:04:05')`,
    );
    await server.ask(
      'CREATE TABLE shop.numbers AS SELECT seq AS n, REPEAT("x", 200) AS filling FROM shop.seq_1_to_200000',
    );
    await server.ask("SET GLOBAL sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'");
  }, 120_000);
  afterAll(async () => {
    await server.stop();
  });

  const props = (changes: Partial<ShopDatabaseProps> = {}): ShopDatabaseProps => ({
    address: { host: server.host, port: server.port, authorities: [server.authority] },
    user: server.master.username,
    password: server.master.password,
    schema: 'shop',
    ...changes,
  });

  const during = async <T>(
    work: (database: MariaDbShopDatabase) => Promise<T>,
    changes: Partial<ShopDatabaseProps> = {},
  ): Promise<T> => {
    const database = await MariaDbShopDatabase.open(props(changes));
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };

  const all = async (rows: AsyncIterable<readonly Value[]>): Promise<(readonly Value[])[]> => {
    const found: (readonly Value[])[] = [];
    for await (const row of rows) found.push(row);
    return found;
  };

  const things = [
    ['1', 'Käse 🧀', '1.50000000', '0000-00-00 00:00:00'],
    ['2', null, null, '2026-01-02 03:04:05'],
  ];

  test('gives rows as text, NULL as null', async () => {
    const statement = 'SELECT id, name, price, day FROM things ORDER BY id';
    expect(await during((database) => database.rows(statement))).toEqual(things);
    expect(await during((database) => all(database.stream(statement)))).toEqual(things);
  });

  test('quotes values as strings, whatever they hold and whatever the server’s sql_mode', async () => {
    const hostile = [`it's`, `"both"`, `\\`, `\\' OR 1=1 -- `, '🧀', ''];
    await during(async (database) => {
      for (const value of hostile) {
        expect(await database.rows('SELECT ?, "two"', [value])).toEqual([[value, 'two']]);
        expect(await all(database.stream('SELECT ?', [value]))).toEqual([[value]]);
      }
    });
  });

  test('speaks UTC', async () => {
    await server.ask("SET GLOBAL time_zone = '+05:00'");
    const found = await during((database) => database.rows('SELECT TIMEDIFF(NOW(), UTC_TIMESTAMP())'));
    await server.ask("SET GLOBAL time_zone = 'SYSTEM'");
    expect(found).toEqual([['00:00:00']]);
  });

  test.each([
    'DELETE FROM things',
    'CREATE TABLE more (a INT)',
    'DROP TABLE things',
    'INSERT INTO things (id) VALUES (3)',
  ])('cannot write, not even as a user who may: %s', async (statement) => {
    await expect(during((database) => database.rows(statement))).rejects.toThrow(
      'database: ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION 1792 25006',
    );
    expect(await server.ask('SELECT COUNT(*) FROM shop.things')).toEqual([[2n]]);
  });

  test('runs one statement at a time', async () => {
    await expect(during((database) => database.rows('SELECT 1; SELECT 2'))).rejects.toThrow('ER_PARSE_ERROR');
  });

  test('names the code of what fails, and nothing of the statement', async () => {
    const failing = `SELECT 'Erika Mustermann' FROM nowhere WHERE a = ?`;
    const plain = new Error('database: ER_NO_SUCH_TABLE 1146 42S02');
    const of = async (work: (database: MariaDbShopDatabase) => Promise<unknown>) =>
      during(work).catch((error: unknown) => error);
    for (const error of [
      await of((database) => database.rows(failing, ['secret'])),
      await of((database) => all(database.stream(failing, ['secret']))),
    ]) {
      expect(error).toEqual(plain);
      expect(String((error as Error).stack)).not.toMatch(/Erika|secret|nowhere/);
      expect((error as Error).cause).toBeUndefined();
    }
  });

  test('goes on after a statement failed', async () => {
    await during(
      async (database) => {
        for (let n = 0; n < 3; n += 1) {
          await expect(database.rows('SELECT nothing')).rejects.toThrow('ER_BAD_FIELD_ERROR');
          await expect(all(database.stream('SELECT nothing'))).rejects.toThrow('ER_BAD_FIELD_ERROR');
        }
        expect(await database.rows('SELECT 1')).toEqual([['1']]);
      },
      { connections: 1 },
    );
  });

  test('streams what would not fit, at the reader’s pace', async () => {
    let count = 0;
    await during(async (database) => {
      for await (const [n] of database.stream('SELECT n, filling FROM numbers ORDER BY n')) {
        count += 1;
        if (count % 50_000 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        if (Number(n) !== count) throw new Error(`row ${count} is missing`);
      }
    });
    expect(count).toBe(200_000);
  }, 60_000);

  test('serves the next statement after a stream was left early', async () => {
    await during(
      async (database) => {
        for (let n = 0; n < 3; n += 1) {
          for await (const [first] of database.stream('SELECT n, filling FROM numbers ORDER BY n')) {
            expect(first).toBe('1');
            break;
          }
          expect(await database.rows('SELECT 1')).toEqual([['1']]);
        }
      },
      { connections: 1 },
    );
  });

  test('answers a statement within a stream', async () => {
    await during(async (database) => {
      for await (const [n] of database.stream('SELECT n, filling FROM numbers ORDER BY n LIMIT 3'))
        expect(await database.rows('SELECT ?', [n ?? ''])).toEqual([[n]]);
    });
  });

  test('runs more statements at once than it has connections', async () => {
    const answers = await during((database) =>
      Promise.all(Array.from({ length: 20 }, (_, n) => database.rows('SELECT ?', [String(n)]))),
    );
    expect(answers.map(([row]) => row?.[0])).toEqual(Array.from({ length: 20 }, (_, n) => String(n)));
  });

  test('fails what takes too long', async () => {
    await expect(
      during((database) => database.rows('SELECT COUNT(*) FROM numbers AS a, numbers AS b WHERE a.n + b.n < 0'), {
        statementSeconds: 1,
      }),
    ).rejects.toThrow('database: ER_STATEMENT_TIMEOUT 1969 70100');
  });

  test('fails at once, and everything after it, when the connections are gone', async () => {
    await during(async (database) => {
      const ids = async () =>
        (await server.ask("SELECT id FROM information_schema.processlist WHERE user = 'admin' AND db = 'shop'")).flat();
      const streaming = all(database.stream('SELECT n, filling FROM numbers, seq_1_to_20 ORDER BY n'));
      const waiting = Promise.allSettled([
        streaming,
        database.rows('SELECT SLEEP(60)'),
        database.rows('SELECT 1'),
        all(database.stream('SELECT 1')),
      ]);
      await new Promise((resolve) => setTimeout(resolve, 300));
      for (const id of await ids()) await server.ask(`KILL ${id}`).catch(() => undefined);
      for (const outcome of await waiting) {
        expect(outcome.status).toBe('rejected');
        expect(String((outcome as PromiseRejectedResult).reason)).toMatch(/^Error: database: /);
      }
      await expect(database.rows('SELECT 1')).rejects.toThrow('database: no connection is left');
      await expect(all(database.stream('SELECT 1'))).rejects.toThrow('database: no connection is left');
    });
  }, 30_000);

  test('hears of idle connections that go, and says so to the next statement', async () => {
    await during(async (database) => {
      const ids = await server.ask(
        "SELECT id FROM information_schema.processlist WHERE user = 'admin' AND db = 'shop'",
      );
      for (const id of ids.flat()) {
        // One that the connector has closed by itself since is gone as well.
        await server.ask(`KILL ${id}`).catch((error: unknown) => {
          expect(error).toMatchObject({ errno: 1094 });
        });
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
      await expect(database.rows('SELECT 1')).rejects.toThrow('database: no connection is left');
    });
  });

  test('goes to no server that the authorities do not vouch for, by the name it was asked for', async () => {
    const other = await startMariaDb('elsewhere.example.com');
    try {
      const stranger = { host: server.host, port: server.port, authorities: [other.authority] };
      await expect(MariaDbShopDatabase.open(props({ address: stranger }))).rejects.toThrow(
        /^database: .*(SELF_SIGNED|CERT|SIGNATURE)/,
      );
      const misnamed = { host: 'localhost', port: other.port, authorities: [other.authority] };
      await expect(MariaDbShopDatabase.open(props({ address: misnamed }))).rejects.toThrow(
        'ERR_TLS_CERT_ALTNAME_INVALID',
      );
      await expect(MariaDbShopDatabase.open(props({ address: { ...stranger, authorities: [] } }))).rejects.toThrow(
        'at least one certificate authority is needed',
      );
    } finally {
      await other.stop();
    }
  }, 60_000);

  test('says the code when it is not let in', async () => {
    await expect(MariaDbShopDatabase.open(props({ password: 'wrong-secret' }))).rejects.toThrow(
      /^database: ER_ACCESS_DENIED_ERROR 1045 28000$/,
    );
  });
});
