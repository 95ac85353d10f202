import { setTimeout as sleep } from 'node:timers/promises';
import { DoorHost, doorPrograms, doorSecrets } from './door-host';
import { toldBy } from './raw-answer';
import { describeWith } from './web-host';

const head = `/slow HTTP/1.1\r\nHost: shop.example.com\r\nX-Storefort-Door: ${doorSecrets.shop}\r\n`;

/** Each waits for a minute at most, so they wait together. */
describeWith(doorPrograms)('what takes long', () => {
  let host: DoorHost;
  beforeAll(async () => {
    host = await DoorHost.start();
  });
  afterAll(async () => {
    await host.remove();
  });

  const stamp = async (target: string): Promise<string> => toldBy(await host.ask(target)).stamp;

  test.concurrent(
    'a page that hangs is given up at the shop door after half a minute',
    async () => {
      const started = Date.now();
      expect(await host.ask('/h/hangs')).toMatchObject({ status: 503, body: 'unavailable\n' });
      expect(Date.now() - started).toBeLessThan(35_000);
    },
    70_000,
  );

  test.concurrent(
    'staff may wait for more than a minute',
    async () => {
      expect((await host.ask('/h/hangs?x=1', { door: 'staff' })).status).toBe(200);
    },
    90_000,
  );

  test.concurrent(
    'a sender who never ends its headers is left alone after ten seconds',
    async () => {
      const socket = await host.connect();
      socket.write(`GET ${head}`);
      const drip = setInterval(() => socket.write('X-A: b\r\n'), 1000);
      socket.resume().on('error', () => undefined);
      const started = Date.now();
      await new Promise((resolve) => socket.once('close', resolve));
      clearInterval(drip);
      expect(Date.now() - started).toBeLessThan(14_000);
    },
    25_000,
  );

  test.concurrent(
    'senders of slow bodies keep no process of PHP, and are left alone after ten seconds',
    async () => {
      const started = Date.now();
      const sockets = await Promise.all(Array.from({ length: 20 }, () => host.connect()));
      for (const socket of sockets) socket.on('error', () => undefined).write(`POST ${head}Content-Length: 99\r\n\r\n`);
      expect((await host.ask('/slow-bodies')).status).toBe(200);
      await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.resume().once('close', resolve))));
      expect(Date.now() - started).toBeLessThan(18_000);
    },
    25_000,
  );

  test.concurrent(
    'a stored page is shown for ten seconds, and once more while it is made anew',
    async () => {
      for (const name of ['page', 'long-lived']) {
        const first = await stamp(`/ttl/${name}`);
        await sleep(11_500);
        expect(await stamp(`/ttl/${name}`)).toBe(first);
        await sleep(300);
        expect(await stamp(`/ttl/${name}`)).not.toBe(first);
      }
    },
    40_000,
  );
});
