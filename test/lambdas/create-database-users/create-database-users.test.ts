import { describe, expect, test } from '@jest/globals';
import { createDatabaseUsers, type DatabaseUsers } from '../../../lambdas/create-database-users/create-database-users';
import type { Credentials, DatabaseSession } from '../../../lambdas/create-database-users/ports';

const master = { username: 'admin', password: 'master-secret' };
const wanted: DatabaseUsers = {
  endpoint: { host: 'db.example.internal', port: 3306 },
  masterSecretArn: 'arn:master',
  applicationSecretArn: 'arn:application',
  schema: 'shop',
  applicationUsers: ['app', 'app_clone'],
  drill: { name: 'drill', authentication: { plugin: 'AWSAuthenticationPlugin', argument: 'RDS' } },
};

/** A server that answers SHOW GRANTS with these lines, first the one then the other, and writes down all it is asked. */
class RecordingServer implements DatabaseSession {
  readonly asked: { readonly statement: string; readonly values: readonly string[] }[] = [];
  closed = 0;

  constructor(
    private readonly grants: readonly string[][] = [],
    private readonly failsAt?: RegExp,
  ) {}

  run(statement: string, values: readonly string[] = []): Promise<readonly (readonly string[])[]> {
    this.asked.push({ statement, values });
    if (this.failsAt?.test(statement)) return Promise.reject(new Error('database: ER_REFUSED'));
    if (!statement.startsWith('SHOW GRANTS')) return Promise.resolve([]);
    const lines = this.grants[this.asked.filter((each) => each.statement.startsWith('SHOW GRANTS')).length - 1] ?? [];
    return Promise.resolve(lines.map((line) => [line]));
  }

  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}

function create(
  server: RecordingServer,
  application: Credentials = { username: 'app', password: 'app-secret' },
  changes: Partial<DatabaseUsers> = {},
) {
  const opened: unknown[] = [];
  const done = createDatabaseUsers(
    { ...wanted, ...changes },
    {
      secrets: { read: (arn) => Promise.resolve(arn === 'arn:master' ? master : application) },
      servers: {
        open: (...given) => {
          opened.push(given);
          return Promise.resolve(server);
        },
      },
    },
  );
  return { done, opened };
}

describe('createDatabaseUsers', () => {
  test('logs in as the master, once, and leaves', async () => {
    const server = new RecordingServer();
    const { done, opened } = create(server);
    await done;
    expect(opened).toEqual([[wanted.endpoint, master]]);
    expect(server.closed).toBe(1);
  });

  test('asks RDS’s plugin to authenticate the drill’s user', async () => {
    const server = new RecordingServer();
    await create(server).done;
    expect(server.asked).toContainEqual({
      statement: "CREATE USER IF NOT EXISTS ?@'%' IDENTIFIED VIA AWSAuthenticationPlugin USING ? REQUIRE SSL",
      values: ['drill', 'RDS'],
    });
    expect(server.asked).toContainEqual({ statement: "GRANT SELECT ON `shop`.* TO ?@'%'", values: ['drill'] });
  });

  test('hands passwords over as values, never within a statement', async () => {
    const server = new RecordingServer();
    await create(server).done;
    expect(server.asked.filter(({ values }) => values.includes('app-secret')).length).toBe(2);
    expect(server.asked.map(({ statement }) => statement).join()).not.toContain('secret');
  });

  test.each(['root', 'admin', 'drill', 'App', "app'@'%' IDENTIFIED BY 'x' -- "])(
    'refuses an application secret that names %s, before it connects',
    async (username) => {
      const server = new RecordingServer();
      const { done, opened } = create(server, { username, password: 'app-secret' });
      await expect(done).rejects.toThrow('the application secret must name one of app, app_clone');
      expect(opened).toEqual([]);
    },
  );

  test.each(['', '`shop', 'shop`; DROP DATABASE mysql; -- ', 'a.b', '*', '1shop', 'x'.repeat(65)])(
    'refuses the schema name %j',
    async (schema) => {
      const server = new RecordingServer();
      await expect(create(server, undefined, { schema }).done).rejects.toThrow(/^schema must be/);
      expect(server.asked).toEqual([]);
      expect(server.closed).toBe(1);
    },
  );

  test('refuses a plugin name that is more than a name', async () => {
    const drill = { name: 'drill', authentication: { plugin: 'ed25519 OR unix_socket', argument: 'RDS' } };
    await expect(create(new RecordingServer(), undefined, { drill }).done).rejects.toThrow(
      /^authentication plugin must be/,
    );
  });

  test('leaves when a statement fails', async () => {
    const server = new RecordingServer([], /^GRANT/);
    await expect(create(server).done).rejects.toThrow('database: ER_REFUSED');
    expect(server.closed).toBe(1);
  });

  test.each([
    ['a right on everything', 'GRANT SELECT ON *.* TO `app`@`%`'],
    ['a right on another schema', 'GRANT SELECT ON `mysql`.* TO `app`@`%`'],
    ['a right on one table', 'GRANT SELECT ON `shop`.`wp_users` TO `app`@`%`'],
    ['a right the shop does not use', 'GRANT SELECT, TRIGGER ON `shop`.* TO `app`@`%`'],
    ['a right it may pass on', 'GRANT SELECT ON `shop`.* TO `app`@`%` WITH GRANT OPTION'],
    ['the right to be another', 'GRANT PROXY ON ``@`%` TO `app`@`%`'],
    ['a role', 'GRANT `reader` TO `app`@`%`'],
  ])('takes away %s', async (_, line) => {
    const server = new RecordingServer([[line]]);
    await create(server).done;
    expect(server.asked).toContainEqual({
      statement: "REVOKE ALL PRIVILEGES, GRANT OPTION FROM ?@'%'",
      values: ['app'],
    });
  });

  test('takes nothing away where all is as it should be: for a moment the shop would have no rights', async () => {
    const lines = ['GRANT USAGE ON *.* TO `app`@`%` REQUIRE SSL', 'GRANT SELECT, LOCK TABLES ON `shop`.* TO `app`@`%`'];
    const server = new RecordingServer([lines, lines]);
    await create(server).done;
    expect(server.asked.map(({ statement }) => statement).join()).not.toContain('REVOKE');
  });

  test('fails when a right cannot be taken away', async () => {
    const line = 'GRANT `reader` TO `app`@`%`';
    await expect(create(new RecordingServer([[line], [line]])).done).rejects.toThrow(
      'user app keeps 1 grants beyond its schema',
    );
  });
});
