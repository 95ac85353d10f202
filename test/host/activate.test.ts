import { existsSync, lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { archiveOf, type Member, publish, wordpress } from './a-release';
import { describeWith, hostPrograms, type Ran, WebHost } from './web-host';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(60_000);

describeWith(hostPrograms)('activating a release', () => {
  let host: WebHost;
  let first: string;
  beforeAll(async () => {
    host = await WebHost.create();
    expect(host.bootstrap()).toMatchObject({ status: 0 });
    first = publish(host, archiveOf(wordpress('first')));
    expect(activate(first)).toMatchObject({ status: 0 });
  });
  afterAll(() => {
    host.remove();
  });

  const activate = (sha256: string): Ran => host.script('bin/activate.sh', [sha256]);
  const running = (): string => readlinkSync(host.at('srv/storefort/current'));
  const inRelease = (sha256: string, file: string): string => host.at(`srv/storefort/releases/${sha256}/${file}`);
  const releases = (): string[] => readdirSync(host.at('srv/storefort/releases')).sort();

  test('serves it, and says so', async () => {
    expect(running()).toBe(`releases/${first}`);
    expect(await host.get('/?uncached=1')).toMatch(/^HTTP\/1\.1 200 [^]*\r\n\r\n[^]*first/);
    expect(host.json('run/storefort/site.json')).toMatchObject({ release: first });
    expect(await host.send('GET /healthz HTTP/1.0\r\n\r\n')).toContain(`"release":"${first}"`);
  });

  test('gives the files to root, writable by nobody else, and nothing runs as another user', () => {
    const modes = ['', 'wordpress', 'wordpress/index.php', 'wordpress/wp-includes/version.php', 'wp-config.php'].map(
      (file) => {
        const { uid, mode } = statSync(inRelease(first, file));
        return [file, uid === process.getuid?.(), (mode & 0o7777).toString(8)];
      },
    );
    expect(modes).toEqual([
      ['', true, '755'],
      ['wordpress', true, '755'],
      ['wordpress/index.php', true, '644'],
      ['wordpress/wp-includes/version.php', true, '644'],
      ['wp-config.php', true, '644'],
    ]);
  });

  test('links what hosts share, and makes the folders for PHP’s user', () => {
    expect(readlinkSync(inRelease(first, 'wordpress/wp-content/uploads'))).toBe(
      host.at('srv/storefort/shared/uploads'),
    );
    expect(readlinkSync(inRelease(first, 'wordpress/wp-content/cache/feeds'))).toBe(
      host.at('srv/storefort/shared/cache/feeds'),
    );
    expect(
      host.call('as_php touch "$SERVED_DIR/shared/uploads/exports/a" "$SERVED_DIR/shared/cache/feeds/b"'),
    ).toMatchObject({ status: 0 });
  });

  test('takes neither configuration, uploads nor must-use plugins from the archive', () => {
    const members = [
      'wp-config.php',
      'wp-content/uploads/a.php',
      'wp-content/mu-plugins/a.php',
      'wp-content/cache/feeds/a',
    ];
    const second = publish(
      host,
      archiveOf([...wordpress('second'), ...members.map((path) => ({ path, contents: 'evil' }))]),
    );
    expect(activate(second)).toMatchObject({ status: 0 });
    expect(existsSync(inRelease(second, 'wordpress/wp-config.php'))).toBe(false);
    expect(existsSync(inRelease(second, 'wordpress/wp-content/mu-plugins'))).toBe(false);
    for (const shared of ['uploads', 'cache/feeds'])
      expect(lstatSync(inRelease(second, `wordpress/wp-content/${shared}`)).isSymbolicLink()).toBe(true);
    expect(readdirSync(host.at('srv/storefort/shared/uploads'))).not.toContain('a.php');
  });

  test('goes back without a download, and keeps the last three', async () => {
    const others = ['third', 'fourth', 'fifth'].map((name) => publish(host, archiveOf(wordpress(name))));
    for (const sha256 of others) expect(activate(sha256)).toMatchObject({ status: 0 });
    expect(releases()).toEqual([...others].sort());
    const [third = '', fourth = ''] = others;
    host.call(`rm -r '${host.at('release-bucket')}'`);
    expect(activate(fourth)).toMatchObject({ status: 0 });
    expect(await host.get('/?uncached=1')).toContain('fourth');
    expect(activate(third)).toMatchObject({ status: 0 });
    expect(await host.get('/?uncached=1')).toContain('third');
  });

  describe('leaves the running one alone when', () => {
    let sound: string;
    beforeAll(() => {
      sound = publish(host, archiveOf(wordpress('sound')));
      expect(activate(sound)).toMatchObject({ status: 0 });
    });

    async function refuses(sha256: string, why: RegExp): Promise<void> {
      const { status, stderr } = activate(sha256);
      expect(status).not.toBe(0);
      expect(stderr).toMatch(why);
      expect(running()).toBe(`releases/${sound}`);
      expect(await host.get('/?uncached=1')).toContain('sound');
      expect(releases()).not.toContain(sha256);
    }

    test('there is no such archive', async () => {
      await refuses('0'.repeat(64), /No such file/);
    });

    test.each(['', 'abc', `${'a'.repeat(63)}G`, '../../etc', `${'a'.repeat(64)}/..`])(
      'it is named %j',
      async (name) => {
        await refuses(name, /must be 64 hexadecimal digits/);
      },
    );

    test('its content is not what its name says', async () => {
      const other = 'b'.repeat(64);
      host.write(`release-bucket/${other}.tar.gz`, archiveOf(wordpress('altered')));
      await refuses(other, new RegExp(`sha256 must be ${other}, got `));
    });

    test('half of it is missing', async () => {
      const whole = archiveOf([...wordpress('half'), { path: 'big', contents: String(Math.random()).repeat(20_000) }]);
      await refuses(publish(host, whole.subarray(0, whole.length / 2)), /no whole tar\.gz/);
    });

    const evil: [string, Member, RegExp][] = [
      ['a path that climbs', { path: '../../../run/evil' }, /a path that leads out/],
      ['a path that climbs later', { path: 'wp-content/../../evil' }, /a path that leads out/],
      ['an absolute path', { path: '/etc/evil' }, /a path that leads out/],
      ['a line break in a name', { path: 'wp-content/a\nb' }, /a path that leads out/],
      ['a symbolic link', { path: 'wp-content/link', type: 'SymbolicLink', linkpath: '/etc' }, /other than files/],
      ['a hard link', { path: 'wp-content/link', type: 'Link', linkpath: 'index.php' }, /other than files/],
      ['a device', { path: 'wp-content/device', type: 'CharacterDevice' }, /other than files/],
      ['a pipe', { path: 'wp-content/pipe', type: 'FIFO' }, /other than files/],
    ];
    test.each(evil)('it holds %s', async (_, member, why) => {
      await refuses(publish(host, archiveOf([...wordpress('evil'), member])), why);
    });

    test('WordPress lies in a folder of it', async () => {
      const members = wordpress('below').map((member) => ({ ...member, path: `wordpress/${member.path}` }));
      await refuses(publish(host, archiveOf(members)), /it has no index\.php/);
    });

    test('the shop cannot be installed with it', () => {
      const sha256 = publish(host, archiveOf(wordpress('broken')));
      host.installs('fwrite(STDERR, "no tables\n"); exit(3);');
      const { status, stderr } = activate(sha256);
      host.installs('exit(0);');
      expect({ status, stderr }).toEqual({ status: 3, stderr: 'no tables\n' });
      expect(running()).toBe(`releases/${sound}`);
    });
  });

  test('installs as PHP’s user, with the release’s folder and nothing of the caller’s environment', () => {
    host.installs('file_put_contents("php://stderr", json_encode([posix_geteuid(), $argv[1], getenv()])); exit(1);');
    const sha256 = publish(host, archiveOf(wordpress('environment')));
    const { stderr } = host.script('bin/activate.sh', [sha256], { AWS_SECRET_ACCESS_KEY: 'secret' });
    host.installs('exit(0);');
    const [user, folder, environment] = JSON.parse(stderr) as [number, string, Record<string, string>];
    expect(user === 0).toBe(false);
    expect(folder).toBe(inRelease(sha256, '').slice(0, -1));
    expect(Object.keys(environment).sort()).toEqual(['LANG', 'PATH', 'PHP_INI_SCAN_DIR', 'STOREFORT_ROOT']);
  });

  test('forgets what was unpacked and could not be installed, once another one runs', () => {
    const never = publish(host, archiveOf(wordpress('never')));
    host.installs('exit(1);');
    expect(activate(never).status).toBe(1);
    host.installs('exit(0);');
    expect(releases()).toContain(never);
    expect(activate(publish(host, archiveOf(wordpress('then')))).status).toBe(0);
    expect(releases()).not.toContain(never);
    expect(releases()).toHaveLength(3);
  });

  test('two at once take turns', async () => {
    host.installs(
      'file_put_contents(dirname($argv[1], 2) . "/shared/uploads/turns", "[", FILE_APPEND); usleep(400000);' +
        'file_put_contents(dirname($argv[1], 2) . "/shared/uploads/turns", "]", FILE_APPEND);',
    );
    const both = ['left', 'right'].map((name) => publish(host, archiveOf(wordpress(name))));
    const codes = await Promise.all(both.map((sha256) => host.begin('bin/activate.sh', [sha256])));
    host.installs('exit(0);');
    expect(codes).toEqual([0, 0]);
    expect(host.read('srv/storefort/shared/uploads/turns')).toBe('[][]');
    expect(both.map((sha256) => `releases/${sha256}`)).toContain(running());
  });
});
