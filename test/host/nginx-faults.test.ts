import { rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Asked, DoorHost, doorPrograms } from './door-host';
import { answerOf } from './raw-answer';
import { describeWith } from './web-host';

const healthz = 'GET /healthz HTTP/1.0\r\n\r\n';

describeWith(doorPrograms)('when something is wrong', () => {
  let host: DoorHost;
  let asked = 0;
  beforeEach(async () => {
    host = await DoorHost.start();
  });
  afterEach(async () => {
    await host.remove();
  });

  /** A page that no cache holds. */
  const fresh = (options: Asked = {}) => host.ask(`/f${(asked += 1)}`, options);
  const health = async (): Promise<Record<string, unknown>> => {
    const answer = answerOf(await host.send(healthz, 6000));
    return { status: answer.status, ...(JSON.parse(answer.body) as object) };
  };
  const eventually = async (want: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 60; tries += 1) {
      if (await want()) return;
      await sleep(100);
    }
    throw new Error('it never came to that');
  };

  test('a host without a release asks shoppers and staff to come again', async () => {
    unlinkSync(host.at('srv/storefort/current'));
    for (const door of ['shop', 'staff'] as const) {
      for (const target of [
        '/',
        '/wp-login.php',
        '/wp-content/plugins/acme/style.css',
        '/.env',
        '/wp-json/wcpos/v1/x',
      ]) {
        const { status, head, body } = await host.ask(target, { door });
        expect({ status, body }).toEqual({ status: 503, body: 'unavailable\n' });
        expect(head).toMatch(/^Retry-After: 120\r$/m);
        expect(head).toMatch(/^Cache-Control: no-store\r$/m);
      }
    }
    expect(await health()).toMatchObject({ status: 200, release: 'none' });
  });

  test('it opens with a release, without anybody’s help', async () => {
    const release = host.at(`srv/storefort/releases/${'a'.repeat(64)}`);
    unlinkSync(host.at('srv/storefort/current'));
    expect((await fresh()).status).toBe(503);
    symlinkSync(release, host.at('srv/storefort/current'));
    expect((await fresh()).status).toBe(200);
    expect(await health()).toMatchObject({ status: 200, release: 'a'.repeat(64) });
  });

  test('a door without its secrets lets nobody in, and the host is sound', async () => {
    rmSync(host.at('run/storefort/doors.map'));
    await host.stop('nginx');
    host.startNginx();
    await eventually(async () => (await host.send(healthz).catch(() => '')).startsWith('HTTP/1.1 200'));
    expect((await fresh()).status).toBe(403);
  });

  test('PHP killed: a clean 503 at both doors, at /healthz too, and all is well again when PHP is', async () => {
    host.killPhp();
    await eventually(async () => (await fresh()).status === 503);
    for (const door of ['shop', 'staff'] as const) {
      const { head, body } = await fresh({ door });
      expect(head).toMatch(/^Retry-After: 120\r$/m);
      expect(head).toMatch(/^Cache-Control: no-store\r$/m);
      expect(body).toBe('unavailable\n');
    }
    expect(await health()).toEqual({ status: 503, php: 'down' });
    host.startPhp();
    await eventually(async () => (await fresh()).status === 200);
    expect(await health()).toMatchObject({ status: 200 });
  });

  test('the database silent: the host is sound, and says so to all who ask at once', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const settings = { host: '127.0.0.1', port, dbname: 'a', username: 'a', password: 'a' };
    host.write('run/storefort/database.json', JSON.stringify(settings));
    const answers = await Promise.all([health(), health(), health()]);
    silent.close();
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, database: 'down' });
  });

  test('a file of the release is served while PHP is down', async () => {
    await host.stop('php');
    expect((await host.ask('/wp-content/plugins/acme/style.css')).status).toBe(200);
  });

  test('a reload of PHP cuts no request', async () => {
    const slow = Promise.all(Array.from({ length: 4 }, (_, n) => host.ask(`/r${n}/slow`)));
    await sleep(300);
    host.signalPhp('SIGUSR2');
    await sleep(100);
    const during = await Promise.all(Array.from({ length: 8 }, () => fresh()));
    expect([...(await slow), ...during].map(({ status }) => status)).toEqual(Array(12).fill(200));
  });

  test('all processes of the shop are busy: the host is sound', async () => {
    const busy = Promise.all(Array.from({ length: 6 }, (_, n) => host.ask(`/b${n}/slow`)));
    await sleep(200);
    expect(await health()).toMatchObject({ status: 200, php: 'ok' });
    await busy;
  });

  test('uploads gone: the host is unsound until they are back', async () => {
    rmSync(host.at('srv/storefort/shared/uploads'), { recursive: true });
    expect(await health()).toMatchObject({ status: 503, uploads: 'gone' });
    expect((await host.ask('/wp-content/uploads/2026/01/a.jpg')).status).toBe(404);
  });

  test('nowhere to write: the host is unsound', async () => {
    rmSync(host.at('var/lib/storefort/php/tmp'), { recursive: true });
    expect(await health()).toMatchObject({ status: 503, disk: expect.stringMatching(/full|unwritable/) });
  });

  test('the database away: the host is sound, and says so', async () => {
    host.write(
      'run/storefort/database.json',
      '{"host":"127.0.0.1","port":1,"dbname":"a","username":"a","password":"a"}',
    );
    expect(await health()).toMatchObject({ status: 200, database: 'down' });
  });
});
