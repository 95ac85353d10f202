import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from './support/await';
import { Load } from './support/load';
import { describeHost, type Shop } from './support/shop';
import { expectUnavailable, sound, Watch } from './support/watch';

describeHost()('When something fails', () => {
  let watch: Watch;
  let shop: Shop;

  beforeAll(async () => {
    watch = await Watch.begin();
    shop = watch.shop;
  }, 300_000);
  afterAll(() => shop.close(), 60_000);

  beforeEach(async () => {
    await watch.recovers();
  }, 60_000);

  test('PHP killed: health says so, shoppers get a clean 503, and it comes back by itself', async () => {
    const supervisor = Number(readFileSync(watch.at('run/php-fpm.supervisor.pid'), 'utf8'));
    const program = Number(readFileSync(watch.at('run/php-fpm.pid.supervised'), 'utf8'));
    // Held, so that there is time to look.
    process.kill(supervisor, 'SIGSTOP');
    try {
      process.kill(-program, 'SIGKILL');
      expect(
        await eventually(
          () => watch.health(),
          ({ status }) => status === 503,
        ),
      ).toMatchObject({ status: 503, php: 'down' });
      expectUnavailable(await watch.page());
      expectUnavailable(await shop.get('staff', '/wp-admin/'));
      const file = await shop.get('shop', '/wp-includes/css/dist/block-library/style.min.css');
      expect(file.status).toBe(200);
    } finally {
      process.kill(supervisor, 'SIGCONT');
    }
    await watch.recovers();
  }, 90_000);

  test('one worker of PHP killed: at most its own request is lost', async () => {
    const program = Number(readFileSync(watch.at('run/php-fpm.pid.supervised'), 'utf8'));
    const slow = shop.get('shop', '/?wc-ajax=probe_slow').then(
      ({ status }) => String(status),
      () => 'lost',
    );
    const load = new Load(shop, 2);
    await load.more(10);
    const children = spawnSync('pgrep', ['-P', String(program)], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n');
    for (const child of children.slice(0, 2)) process.kill(Number(child), 'SIGKILL');
    await load.more(20);
    const statuses = await load.stop();
    const last = await slow;
    statuses[last] = (statuses[last] ?? 0) + 1;
    // Cut off, not answered with 503, is who had been sent the head already: nothing can take that back.
    expect(['200', '503', 'lost']).toEqual(expect.arrayContaining(Object.keys(statuses)));
    expect((statuses['503'] ?? 0) + (statuses['lost'] ?? 0)).toBeLessThanOrEqual(2);
    await watch.recovers();
  }, 90_000);

  test('MariaDB stopped: the host is sound and says what is away, shoppers get a clean 503', async () => {
    await shop.host.preview.database.stop();
    try {
      expect(await watch.health()).toMatchObject({ ...sound, database: 'down' });
      expectUnavailable(await watch.page());
      expectUnavailable(await shop.get('shop', '/wp-json/wc/store/v1/cart'));
      expectUnavailable(await shop.get('staff', '/wp-login.php'));
    } finally {
      await shop.host.preview.database.restart();
    }
    await watch.recovers();
  }, 120_000);

  test('MariaDB restarted under load: nothing but clean answers, and all is well after', async () => {
    const load = new Load(shop);
    await load.more(10);
    await shop.host.preview.database.restart();
    await load.more(10);
    const statuses = await load.stop();
    expect(Object.keys(statuses).filter((status) => !['200', '503'].includes(status))).toEqual([]);
    await watch.recovers();
  }, 120_000);

  describe('a full disk', () => {
    const mounted = new Set<string>();
    afterEach(() => {
      for (const folder of mounted) spawnSync('umount', ['-l', folder]);
      mounted.clear();
    });

    /** A small file system over a folder, with the folder's owner; false: this machine forbids it. */
    function mountSmall(folder: string): boolean {
      const { uid, gid, mode } = statSync(folder);
      const options = `size=64k,uid=${uid},gid=${gid},mode=${(mode & 0o7777).toString(8)}`;
      const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], {
        encoding: 'utf8',
      });
      if (status === 0) mounted.add(folder);
      else if (
        process.env['CI'] !== undefined &&
        process.getuid?.() === 0 &&
        process.env['STOREFORT_NO_MOUNT'] === undefined
      )
        throw new Error(`a test in CI needs to mount a small file system: ${stderr}`);
      else console.warn(`skipped, because no file system can be mounted here: ${stderr.trim()}`);
      return status === 0;
    }

    const fill = (folder: string): void => {
      const { uid, gid } = statSync(folder);
      spawnSync('dd', ['if=/dev/zero', `of=${path.join(folder, 'filler')}`, 'bs=4k', 'count=64'], { uid, gid });
    };

    test.each([
      ['PHP puts uploads', 'var/lib/storefort/php/tmp'],
      ['logs go', 'var/log'],
    ])(
      'where %s: health says so, pages are served',
      async (_, place) => {
        const folder = watch.at(place);
        if (!mountSmall(folder)) return;
        expect(await watch.health()).toMatchObject({ status: 503, disk: 'full' });
        expect((await watch.page()).status).toBe(200);
        spawnSync('umount', [folder]);
        mounted.delete(folder);
        await watch.recovers();
      },
      60_000,
    );

    test('where nginx puts what it cannot hold in memory: it says so, and serves what it can', async () => {
      const folder = watch.at('var/lib/nginx');
      if (!mountSmall(folder)) return;
      fill(folder);
      expect((await watch.page()).status).toBe(200);
      const long = await shop.post('shop', '/', { text: 'x'.repeat(500_000) });
      expect([long.status, long.headers['content-type']]).toEqual([503, 'text/plain']);
      spawnSync('umount', [folder]);
      mounted.delete(folder);
      await watch.recovers();
    }, 60_000);
  });

  test('uploads gone: health says so, pages are served, pictures are not', async () => {
    const uploads = watch.at('srv/storefort/shared/uploads');
    renameSync(uploads, `${uploads}.away`);
    try {
      expect(await watch.health()).toMatchObject({ status: 503, uploads: 'gone', database: 'ok' });
      expect((await watch.page()).status).toBe(200);
      expect((await shop.get('shop', `/wp-content/uploads/${shop.value('picture')}?v=2`)).status).toBe(404);
      // PHP must not have made a folder of its own on the host's disk.
      expect(existsSync(uploads)).toBe(false);
    } finally {
      rmSync(uploads, { recursive: true, force: true });
      renameSync(`${uploads}.away`, uploads);
    }
    await watch.recovers();
    const picture = async () => shop.get('shop', `/wp-content/uploads/${shop.value('picture')}`);
    expect(await eventually(picture, ({ status }) => status === 200)).toMatchObject({ status: 200 });
  }, 90_000);

  test('code that was smuggled into uploads and included is told, whatever included it', async () => {
    const file = watch.at('srv/storefort/shared/uploads/probe-included.php');
    writeFileSync(file, '<?php // harmless');
    const log = (): string => shop.host.read('var/log/storefort/php-error.log');
    await watch.page();
    expect(log()).not.toContain('storefort included-file');
    expect((await shop.get('shop', '/?wc-ajax=probe_include')).status).toBe(200);
    const said = async () => Promise.resolve(log());
    expect(await eventually(said, (text) => text.includes('probe-included.php'))).toMatch(
      /storefort included-file \S+probe-included\.php/,
    );
    rmSync(file);
  }, 60_000);

  test('leaves no half-written secret and no temporary file behind', () => {
    expect(readdirSync(watch.at('run/storefort')).filter((name) => /\.(new|part|tmp)$/.test(name))).toEqual([]);
  });
});
