import { AwsShopDatabases, tokenFor } from '../../../lambdas/check-shop/aws-shop-databases';
import { mariaDbIsThere, type RunningMariaDb, startMariaDb } from '../../support/mariadb';

// The stand-in has no IAM plugin: a password takes the token's place. What is tried is who gets it, and what its bearer may do.
const token = 'a-token-in-place-of-a-password';
const server = mariaDbIsThere() ? describe : describe.skip;

server('AwsShopDatabases with a real MariaDB', () => {
  let mariadb: RunningMariaDb;
  let other: RunningMariaDb;

  beforeAll(async () => {
    mariadb = await startMariaDb();
    other = await startMariaDb('another.example');
    for (const each of [mariadb, other]) {
      await each.ask('CREATE DATABASE shop CHARACTER SET utf8mb4');
      await each.ask('CREATE TABLE shop.wp_options (option_name VARCHAR(20), option_value TEXT)');
      await each.ask("INSERT INTO shop.wp_options VALUES ('home', 'https://shop.example.com'), ('empty', NULL)");
      await each.ask(`CREATE USER 'drill'@'%' IDENTIFIED BY '${token}' REQUIRE SSL`);
      await each.ask("GRANT SELECT ON shop.* TO 'drill'@'%'");
    }
  }, 120_000);

  afterAll(async () => {
    await mariadb.stop();
    await other.stop();
  });

  function databases(authorities: readonly string[], signed: unknown[] = []) {
    return new AwsShopDatabases({ user: 'drill', schema: 'shop', authorities }, (...asked) => {
      signed.push(asked);
      return Promise.resolve(token);
    });
  }

  test('logs in with a token for the server’s own name, over TLS, and reads', async () => {
    const signed: unknown[] = [];
    const endpoint = { host: 'localhost', port: mariadb.port };
    const shop = await databases([mariadb.authority], signed).open(endpoint);
    try {
      expect(await shop.rows('SELECT option_value FROM wp_options ORDER BY option_name')).toEqual([
        [null],
        ['https://shop.example.com'],
      ]);
      const [[, cipher]] = (await shop.rows("SHOW STATUS LIKE 'Ssl_cipher'")) as [[string, string]];
      expect(cipher).toMatch(/^TLS_/);
      await expect(shop.rows("UPDATE wp_options SET option_value = 'x'")).rejects.toThrow(/^database: ER_/);
    } finally {
      await shop.close();
    }
    expect(signed).toEqual([[endpoint, 'drill']]);
  });

  test('gives no token to a server that the authorities do not vouch for', async () => {
    const open = databases([other.authority]).open({ host: 'localhost', port: mariadb.port });
    await expect(open).rejects.toThrow(/^database: /);
  });

  test('gives no token to a server of another name', async () => {
    const open = databases([other.authority]).open({ host: 'localhost', port: other.port });
    await expect(open).rejects.toThrow(/^database: .*ERR_TLS_CERT_ALTNAME_INVALID/);
  });
});

describe('tokenFor', () => {
  const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION'];
  const before = names.map((name) => process.env[name]);

  afterEach(() => {
    for (const [at, name] of names.entries()) {
      const value = before[at];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  test('signs for host, port and user, by what stands in the environment, without asking anybody', async () => {
    for (const [at, name] of names.entries()) process.env[name] = ['AKIDEXAMPLE', 'secret', 'session', 'eu-west-1'][at];
    const asked = jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('there is no way out'));
    const token = await tokenFor({ host: 'restored.example', port: 3306 }, 'drill');
    expect(asked).not.toHaveBeenCalled();
    const url = new URL(`https://${token}`);
    expect(url.host).toBe('restored.example:3306');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      Action: 'connect',
      DBUser: 'drill',
      'X-Amz-Credential': expect.stringMatching(/^AKIDEXAMPLE\/\d{8}\/eu-west-1\/rds-db\/aws4_request$/),
      'X-Amz-Security-Token': 'session',
      'X-Amz-Expires': '900',
    });
  });
});
