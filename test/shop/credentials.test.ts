import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createConnection } from 'mariadb';
import { forward } from './support/forwarder';
import { Load } from './support/load';
import { describeHost, type Shop } from './support/shop';
import { expectUnavailable, sound, Watch } from './support/watch';

describeHost()('Credentials of the database', () => {
  let watch: Watch;
  let shop: Shop;

  beforeAll(async () => {
    watch = await Watch.begin();
    shop = watch.shop;
  }, 300_000);
  afterAll(() => shop.close(), 60_000);

  const secret = () => watch.at('secrets/database.json');
  const admin = async () => {
    const { host, port, user, password } = shop.host.preview.database.admin;
    return createConnection({ host, port, user, password, ssl: { ca: shop.host.preview.ca } });
  };
  const changeSecret = (change: Readonly<Record<string, unknown>>): void => {
    const kept = JSON.parse(readFileSync(secret(), 'utf8')) as object;
    writeFileSync(`${secret()}.new`, JSON.stringify({ ...kept, ...change }), { mode: 0o600 });
    renameSync(`${secret()}.new`, secret());
  };

  test('rotated under load: no request fails, and the old ones end', async () => {
    const connection = await admin();
    const load = new Load(shop);
    try {
      const { schema } = shop.host.preview.database.admin;
      await load.more(10);
      await connection.query(
        "CREATE USER 'app_clone'@'%' IDENTIFIED BY 'a-new-password-of-40-letters-and-digits-00' REQUIRE SSL",
      );
      await connection.query(`GRANT ALL PRIVILEGES ON ${schema}.* TO 'app_clone'@'%'`);
      changeSecret({ username: 'app_clone', password: 'a-new-password-of-40-letters-and-digits-00' });
      await shop.host.preview.script('bin/refresh.sh');
      await load.more(20);
      const users = await connection.query<{ User: string }[]>(
        "SELECT DISTINCT User FROM information_schema.PROCESSLIST WHERE User LIKE 'app%'",
      );
      expect(users.map(({ User }) => User)).not.toContain('app');
      await connection.query("DROP USER 'app'@'%'");
      await load.more(30);
      const statuses = await load.stop();
      expect(Object.keys(statuses)).toEqual(['200']);
      expect(await watch.health()).toMatchObject(sound);
    } finally {
      await load.stop();
      await connection.end();
    }
  }, 120_000);

  test('a secret that cannot be used changes nothing, and is said', async () => {
    const kept = readFileSync(secret(), 'utf8');
    changeSecret({ password: '' });
    try {
      await expect(shop.host.preview.script('bin/refresh.sh')).rejects.toThrow(/secret/);
      expect((await watch.page()).status).toBe(200);
    } finally {
      writeFileSync(secret(), kept);
    }
    await shop.host.preview.script('bin/refresh.sh');
  }, 60_000);

  test('are sent to nobody whose certificate another authority signed', async () => {
    const file = watch.at('etc/storefort/database-ca.pem');
    copyFileSync(file, `${file}.kept`);
    const made = spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=another',
      '-keyout',
      '/dev/null',
      '-out',
      file,
    ]);
    expect(made.status).toBe(0);
    try {
      expect(await watch.health()).toMatchObject({ status: 200, database: 'down' });
      expectUnavailable(await watch.page());
    } finally {
      renameSync(`${file}.kept`, file);
    }
    await watch.recovers();
  }, 60_000);

  test('are sent to nobody whose certificate has another name', async () => {
    const { port } = shop.host.preview.database.admin;
    // The certificate names 127.0.0.1 and 127.0.0.2: the second proves that the way there is not what fails.
    const ends = [await forward('127.0.0.2', port), await forward('127.0.0.3', port)];
    try {
      changeSecret({ host: '127.0.0.2' });
      await shop.host.preview.script('bin/refresh.sh', ['secrets']);
      expect((await watch.page()).status).toBe(200);
      changeSecret({ host: '127.0.0.3' });
      await shop.host.preview.script('bin/refresh.sh', ['secrets']);
      expect(await watch.health()).toMatchObject({ status: 200, database: 'down' });
      expectUnavailable(await watch.page());
    } finally {
      changeSecret({ host: '127.0.0.1' });
      await shop.host.preview.script('bin/refresh.sh', ['secrets']);
      for (const end of ends) await end();
    }
    await watch.recovers();
  }, 60_000);
});
