import { hkdfSync } from 'node:crypto';
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { archiveOf, publish, wordpress } from './a-release';
import { describeWith, hostPrograms, type Ran, secrets, WebHost } from './web-host';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(60_000);

describeWith(hostPrograms)('the refresh', () => {
  let host: WebHost;
  beforeAll(async () => {
    host = await WebHost.create();
    expect(host.bootstrap()).toMatchObject({ status: 0 });
  });
  afterAll(() => {
    host.remove();
  });
  beforeEach(() => {
    host.settings();
    host.secret('database', secrets.database);
    host.secret('salts', secrets.salts);
    host.secret('mail', secrets.mail);
    host.write('secrets/shop-door.json', secrets.shopDoor);
  });

  const refresh = (...args: string[]): Ran => host.script('bin/refresh.sh', args);
  const run = (file: string): string => `run/storefort/${file}`;

  test('gives PHP what it needs of the database’s secret, after a rotation too', () => {
    expect(refresh()).toMatchObject({ status: 0, stderr: '' });
    expect(host.json(run('database.json'))).toEqual({
      host: '127.0.0.1',
      port: 3306,
      dbname: 'shop',
      username: 'app',
      password: 'first',
    });
    // As the rotation function writes it, and with what a shell would stumble over.
    host.secret('database', { ...secrets.database, port: '3307', username: 'app_clone', password: '$(id)`"\'\\ ü' });
    expect(refresh()).toMatchObject({ status: 0, stderr: '' });
    expect(host.json(run('database.json'))).toMatchObject({
      port: 3307,
      username: 'app_clone',
      password: '$(id)`"\'\\ ü',
    });
  });

  test('readers see the whole old file or the whole new one', async () => {
    const large = 'x'.repeat(200_000);
    host.secret('database', { ...secrets.database, password: large });
    const running = Promise.all(Array.from({ length: 3 }, () => host.begin('bin/refresh.sh', [])));
    const state = { ended: false };
    void running.then(() => (state.ended = true));
    const lengths = new Set<number>();
    while (!state.ended) {
      lengths.add(String(host.json(run('database.json')).password).length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await running).toEqual([0, 0, 0]);
    // On a busy machine the scripts may end before the new file was read once.
    lengths.add(String(host.json(run('database.json')).password).length);
    expect(lengths.size).toBeGreaterThan(1);
    expect(lengths).toContain(large.length);
  });

  test('derives the salts by HKDF-SHA-256, so that all hosts have the same', () => {
    expect(refresh().status).toBe(0);
    const salts = host.json(run('salts.json'));
    expect(Object.keys(salts)).toHaveLength(8);
    for (const [name, value] of Object.entries(salts))
      expect(value).toBe(Buffer.from(hkdfSync('sha256', secrets.salts.seed, '', name, 32)).toString('hex'));
    for (const name of ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'])
      expect(salts).toMatchObject({ [`${name}_KEY`]: expect.any(String), [`${name}_SALT`]: expect.any(String) });
  });

  test('keeps secrets to root and PHP: no other user lists, reads or replaces them', () => {
    expect(refresh().status).toBe(0);
    const mode = (file: string): string => (statSync(host.at(run(file))).mode & 0o777).toString(8);
    expect(
      ['', 'database.json', 'salts.json', 'mail.json', 'loopback.json', 'site.json', 'doors.map', 'loopback.key'].map(
        mode,
      ),
    ).toEqual([...['711', '640', '640', '640', '640', '640', '600', '600']]);
    if (process.getuid?.() !== 0) return;
    const reads = (user: string, file: string): number | null =>
      host.call(`runuser -u ${user} -- test -r '${host.at(run(file))}'`).status;
    const files = ['database.json', 'salts.json', 'doors.map'];
    expect(files.map((file) => reads('storefort', file))).toEqual([0, 0, 1]);
    expect(files.map((file) => reads('www-data', file))).toEqual([1, 1, 1]);
    expect(host.call(`runuser -u storefort -- touch '${host.at(run('x'))}'`).status).toBe(1);
  });

  test('tells nginx of a door’s new secret', async () => {
    const before = await host.get('/');
    expect(before).toMatch(/^HTTP\/1\.1 503 /);
    host.write('secrets/shop-door.json', 'N'.repeat(48));
    expect(refresh().status).toBe(0);
    await until(async () => (await host.get('/')).startsWith('HTTP/1.1 403 '));
    host.write('secrets/shop-door.json', secrets.shopDoor);
    expect(refresh().status).toBe(0);
    await until(async () => (await host.get('/')).startsWith('HTTP/1.1 503 '));
  });

  test('leaves nginx alone while the doors stay as they are', () => {
    refresh();
    const before = statSync(host.at(run('doors.map'))).ino;
    expect(refresh().status).toBe(0);
    expect(statSync(host.at(run('doors.map'))).ino).toBe(before);
  });

  test('opens the shop door, and not the staff door, to the shop’s calls to itself', async () => {
    refresh();
    const { door, certificate } = host.json(run('loopback.json'));
    expect(certificate).toBe(host.at('etc/storefort/loopback.pem'));
    const ask = (name: string): Promise<string> =>
      host.send(
        `GET / HTTP/1.1\r\nHost: ${name}.example.com\r\nX-Storefort-Door: ${String(door)}\r\nConnection: close\r\n\r\n`,
        {
          servername: `${name}.example.com`,
          ca: readFileSync(String(certificate)),
          rejectUnauthorized: true,
        },
      );
    expect(await ask('shop')).toMatch(/^HTTP\/1\.1 503 /);
    expect(await ask('staff')).toMatch(/^HTTP\/1\.1 403 /);
  });

  test.each([
    ['no password', 'database', { ...secrets.database, password: '' }, 'refresh_database'],
    ['no host', 'database', { ...secrets.database, host: undefined }, 'refresh_database'],
    ['a port that is none', 'database', { ...secrets.database, port: 'x' }, 'refresh_database'],
    ['half of the JSON', 'database', undefined, 'refresh_database'],
    ['no session token', 'mail', { ...secrets.mail, SessionToken: undefined }, 'refresh_mail'],
    ['no seed', 'salts', {}, 'refresh_salts'],
    ['a short seed', 'salts', { seed: 'short' }, 'refresh_salts'],
    ['a door secret that would be configuration', 'shop-door', `${'a'.repeat(40)}" shop; "x`, 'refresh_doors'],
    ['a short door secret', 'shop-door', 'short', 'refresh_doors'],
  ])('with %s it keeps what PHP and nginx have, does the rest, and fails', async (_, id, content, step) => {
    expect(refresh().status).toBe(0);
    const files = ['database.json', 'salts.json', 'mail.json', 'doors.map'];
    const before = files.map((file) => host.read(run(file)));
    if (content === undefined) host.write(`secrets/${id}.json`, '{"host": "127.0.');
    else host.secret(id, content);
    rmSync(host.at(run('site.json')));
    const { status, stderr } = refresh();
    expect(status).toBe(1);
    expect(stderr).toContain(`failed: ${step}`);
    expect(stderr.match(/failed:/g)).toHaveLength(1);
    expect(files.map((file) => host.read(run(file)))).toEqual(before);
    expect(host.json(run('site.json'))).toMatchObject({ store: 'acme' });
    expect(await host.get('/')).toMatch(/^HTTP\/1\.1 503 /);
  });

  test('says nothing secret, whatever fails', () => {
    const said = [{ ...secrets.database, password: 'Geheim1', host: 7 }, ['Geheim1'], { seed: 'Geheim1' }].map(
      (content) => {
        for (const id of ['database', 'salts', 'mail', 'shop-door']) host.secret(id, content);
        const { stdout, stderr, status } = refresh();
        expect(status).toBe(1);
        return stdout + stderr;
      },
    );
    expect(said.join('')).not.toContain('Geheim1');
  });

  test('gives PHP what it sends mail with: a role for an hour, or a user of the relay', () => {
    expect(refresh().status).toBe(0);
    expect(host.json(run('mail.json'))).toEqual({ accessKeyId: 'key', secretAccessKey: 'word', sessionToken: 'token' });
    host.settings({ MAIL_VIA: 'smtp', MAIL_HOST: 'smtp.example.com', MAIL_SECRET: 'storefort/relay' });
    host.secret('storefort/relay', { username: 'shop', password: 'word', other: 'x' });
    expect(refresh().status).toBe(0);
    expect(host.json(run('mail.json'))).toEqual({ username: 'shop', password: 'word' });
    expect(host.json(run('site.json'))).toMatchObject({ mail: { via: 'smtp', host: 'smtp.example.com' } });
    host.settings({ MAIL_VIA: 'preview', PREVIEW_MAIL_DIR: '/mail' });
    expect(refresh().status).toBe(0);
    expect(host.json(run('site.json'))).toMatchObject({ mail: { via: 'preview' }, previewMailDir: '/mail' });
    expect(host.call(`test -e "$RUN_DIR/mail.json"`).status).toBe(1);
  });

  test('tells PHP about the store', () => {
    expect(refresh().status).toBe(0);
    expect(host.json(run('site.json'))).toEqual({
      store: 'acme',
      shopUrl: 'https://shop.example.com',
      staffUrl: 'https://staff.example.com',
      shopHost: 'shop.example.com',
      staffHost: 'staff.example.com',
      locale: 'de_AT',
      timeZone: 'Europe/Vienna',
      mail: { via: 'ses', from: 'orders@shop.example.com' },
      region: 'none',
      release: 'none',
      uploads: host.at('srv/storefort/shared/uploads'),
    });
  });

  test('reads what only deploys change again after ten minutes, where each reading costs; the database’s every time', () => {
    expect(refresh().status).toBe(0);
    host.secret('salts', { seed: 'n'.repeat(64) });
    host.secret('database', { ...secrets.database, password: 'rotated' });
    const before = host.read(run('salts.json'));
    const hurried = { STOREFORT_SECRET_MAX_AGE: '600' };
    expect(host.script('bin/refresh.sh', [], hurried).status).toBe(0);
    expect(host.read(run('salts.json'))).toBe(before);
    expect(host.json(run('database.json'))).toMatchObject({ password: 'rotated' });
    const then = Date.now() / 1000 - 601;
    utimesSync(host.at(run('salts.json')), then, then);
    expect(host.script('bin/refresh.sh', [], hurried).status).toBe(0);
    expect(host.read(run('salts.json'))).not.toBe(before);
  });

  test('activates the release that the parameter names, once, and leaves it when the parameter goes', async () => {
    const sha256 = publish(host, archiveOf(wordpress('named')));
    host.write('parameters/release', `${sha256}\n`);
    expect(refresh('secrets')).toMatchObject({ status: 0, stdout: '' });
    expect(refresh()).toMatchObject({ status: 0, stdout: `release ${sha256} runs\n` });
    expect(refresh()).toMatchObject({ status: 0, stdout: '' });
    expect(await host.get('/?uncached=1')).toContain('named');
    rmSync(host.at('parameters/release'));
    expect(refresh()).toMatchObject({ status: 0, stdout: '' });
    expect(await host.get('/?uncached=2')).toContain('named');
  });

  test('fails when the parameter names no release, and goes on serving', async () => {
    writeFileSync(host.at('parameters/release'), 'none\n');
    expect(refresh()).toMatchObject({ status: 1, stderr: expect.stringContaining('failed: refresh_release') });
    rmSync(host.at('parameters/release'));
    expect(await host.get('/?uncached=3')).toContain('named');
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('waited for 3 s in vain');
}
