import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import { archiveOf, publish, wordpress } from './a-release';
import { describeWith, hostFolder, hostPrograms, WebHost } from './web-host';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(60_000);

describeWith(hostPrograms)('the bootstrap', () => {
  let host: WebHost;
  beforeEach(async () => {
    host = await WebHost.create();
  });
  afterEach(() => {
    host.remove();
  });

  test('may run again: same certificate, same configuration, still answering', async () => {
    expect(host.bootstrap().status).toBe(0);
    const first = ['etc/nginx/nginx.conf', 'etc/nginx/tls/host.crt', 'etc/nginx/tls/host.key', 'run/nginx.pid'].map(
      (file) => host.read(file),
    );
    expect(host.bootstrap().status).toBe(0);
    expect(
      ['etc/nginx/nginx.conf', 'etc/nginx/tls/host.crt', 'etc/nginx/tls/host.key', 'run/nginx.pid'].map((file) =>
        host.read(file),
      ),
    ).toEqual(first);
    expect(await host.send('GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('keeps the private key to root', () => {
    expect(host.call('make_folders; write_certificate').status).toBe(0);
    expect(statSync(path.join(host.root, 'etc/nginx/tls')).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(host.root, 'etc/nginx/tls/host.key')).mode & 0o777).toBe(0o600);
  });

  test('gives PHP no folder in which it could put a link in the place of one that root gives away', () => {
    expect(host.call('make_folders').status).toBe(0);
    const { uid, mode } = statSync(host.at('var/lib/storefort/php'));
    expect({ uid, mode: mode & 0o777 }).toEqual({ uid: process.getuid?.(), mode: 0o711 });
  });

  test('makes a new certificate when the old one cannot outlast the host', () => {
    host.call('make_folders; write_certificate');
    const { status } = spawnSync('openssl', [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '40',
        '-subj',
        '/CN=old',
      ],
      ...[
        '-keyout',
        path.join(host.root, 'etc/nginx/tls/host.key'),
        '-out',
        path.join(host.root, 'etc/nginx/tls/host.crt'),
      ],
    ]);
    expect(status).toBe(0);
    const old = host.read('etc/nginx/tls/host.crt');
    expect(host.call('make_folders; write_certificate').status).toBe(0);
    expect(host.read('etc/nginx/tls/host.crt')).not.toBe(old);
  });

  test('makes both anew when the key is gone', () => {
    host.call('make_folders; write_certificate');
    writeFileSync(path.join(host.root, 'etc/nginx/tls/host.key'), '');
    expect(host.call('make_folders; write_certificate').status).toBe(0);
    expect(host.read('etc/nginx/tls/host.key')).toContain('PRIVATE KEY');
  });

  test.each(['STORE', 'HEALTH_CHECKS', 'SHOP_HOST', 'DATABASE_SECRET', 'STAFF_DOOR_SECRET', 'RELEASE_PARAMETER'])(
    'stops when the settings lack %s',
    (missing) => {
      host.settings({ [missing]: undefined });
      const { status, stderr } = host.bootstrap();
      expect(status).not.toBe(0);
      expect(stderr).toContain(`${missing}: missing in`);
    },
  );

  test.each([
    ['smtp', 'MAIL_HOST and MAIL_SECRET must be in'],
    ['ses', 'MAIL_ROLE must be in'],
  ])('stops when mail goes by %s and the settings do not say how', (via, message) => {
    host.settings({ MAIL_VIA: via, MAIL_ROLE: undefined });
    expect(host.bootstrap()).toMatchObject({ status: 1, stderr: expect.stringContaining(message) });
  });

  test('stops, and starts nothing, when a secret cannot be fetched', async () => {
    rmSync(host.at('secrets/salts.json'));
    const { status, stderr } = host.bootstrap();
    expect(status).toBe(1);
    expect(stderr).toContain('the host’s secrets could not be fetched'.replace('’', "'"));
    expect(stderr.match(/failed: refresh_salts/g)).toHaveLength(3);
    await expect(host.send('GET /healthz HTTP/1.0\r\n\r\n')).rejects.toThrow('ECONNREFUSED');
  });

  test('does not answer before it runs the release that the store names, and stops when it cannot', async () => {
    host.write('parameters/release', 'a'.repeat(64));
    const { status, stderr } = host.bootstrap();
    expect(status).toBe(1);
    expect(stderr).toContain('failed: refresh_release');
    await expect(host.send('GET /healthz HTTP/1.0\r\n\r\n')).rejects.toThrow('ECONNREFUSED');

    host.write('parameters/release', publish(host, archiveOf(wordpress('first'))));
    expect(host.bootstrap()).toMatchObject({ status: 0 });
    expect(await host.get('/')).toMatch(/^HTTP\/1\.1 200 [^]*first/);
  });

  test('starts what crashed again, and stop.sh ends both', async () => {
    expect(host.bootstrap().status).toBe(0);
    for (const daemon of ['nginx', 'php-fpm']) {
      const pid = Number(host.read(`run/${daemon}.pid.supervised`));
      process.kill(pid, 'SIGKILL');
      for (let tries = 0; tries < 100 && Number(host.read(`run/${daemon}.pid.supervised`)) === pid; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(host.call('check_healthz')).toMatchObject({ status: 0 });
    expect(host.script('bin/stop.sh').status).toBe(0);
    await expect(host.send('GET /healthz HTTP/1.0\r\n\r\n')).rejects.toThrow('ECONNREFUSED');
  });

  test('resolves the shop’s own names to the host, once, and keeps what else stands there', () => {
    host.write('etc/hosts', '127.0.0.1 localhost\n10.0.0.1 old.example.com # storefort\n');
    host.call('write_hosts; write_hosts');
    expect(host.read('etc/hosts')).toBe(
      '127.0.0.1 localhost\n127.0.0.1 shop.example.com staff.example.com # storefort\n',
    );
  });

  test('makes a certificate for both names, which the shop’s calls to itself can check', () => {
    host.call('make_folders; write_certificate');
    const certificate = new X509Certificate(host.read('etc/storefort/loopback.pem'));
    expect(certificate.subjectAltName).toBe('DNS:shop.example.com, DNS:staff.example.com');
    expect(host.read('etc/nginx/tls/host.crt')).toBe(host.read('etc/storefort/loopback.pem'));
  });

  test.each([
    [1900, 15],
    [3800, 39],
    [600, 4],
    [64_000, 80],
  ])('with %d MiB of memory PHP works on %d requests at once', (mib, children) => {
    const { stdout } = host.call(
      `unset STOREFORT_PHP_CHILDREN; awk() { command awk "$1" <<<"MemTotal: ${mib * 1024} kB"; }; php_children`,
    );
    expect(stdout).toBe(`${children}\n`);
  });

  test('stops at a placeholder that nothing fills in, and leaves the old file', () => {
    const [from, to] = ['from.conf', 'to.conf'].map((name) => path.join(host.root, name)) as [string, string];
    writeFileSync(from, 'listen @PROT@;\n');
    writeFileSync(to, 'old');
    const { status, stderr } = host.call(`render '${from}' '${to}'`);
    expect(status).not.toBe(0);
    expect(stderr).toContain('@PROT@');
    expect(host.read('to.conf')).toBe('old');
  });

  test('counts the health checks that one node of the load balancer got a 200 for, and nothing else', async () => {
    expect(host.bootstrap().status).toBe(0);
    const check = (line: string, from: string, agent = 'ELB-HealthChecker/2.0'): Promise<unknown> =>
      new Promise((resolve) => {
        const options = { host: '127.0.0.1', port: host.port, localAddress: from, rejectUnauthorized: false };
        const socket = connect(options, () => socket.write(`${line} HTTP/1.0\r\nUser-Agent: ${agent}\r\n\r\n`));
        socket.resume().once('close', resolve);
      });
    expect(host.call('health_checks_seen').stdout).toBe('0\n');
    for (const from of ['127.0.0.2', '127.0.0.2', '127.0.0.3']) await check('GET /healthz', from);
    await check('GET /', '127.0.0.2');
    await check('GET /healthz', '127.0.0.2', 'curl/8');
    expect(host.call('health_checks_seen').stdout).toBe('2\n');
    expect(host.call('HEALTH_CHECKS=2; await_load_balancer').status).toBe(0);
  });
});

describe('the platform', () => {
  const detect = (release: string): { status: number | null; stdout: string; stderr: string } => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'storefort-os-')), 'os-release');
    writeFileSync(file, release);
    const ran = spawnSync('bash', [path.join(hostFolder, 'platform/detect.sh')], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, STOREFORT_OS_RELEASE: file },
    });
    rmSync(path.dirname(file), { recursive: true });
    return ran;
  };

  test.each([
    ['ID="amzn"\nVERSION_ID="2023"\n', 'al2023\n'],
    ['ID=debian\nVERSION_ID="12"\n', 'debian\n'],
    ['ID=ubuntu\nVERSION_ID="24.04"\n', 'debian\n'],
  ])('of %j is found', (release, platform) => {
    expect(detect(release)).toMatchObject({ status: 0, stdout: platform });
  });

  test('is refused when it is another, Amazon Linux 2 included', () => {
    expect(detect('ID="amzn"\nVERSION_ID="2"\n')).toMatchObject({
      status: 1,
      stderr: 'Storefort runs on Amazon Linux 2023, got amzn 2\n',
    });
  });
});

describeWith(['shellcheck'])('the scripts', () => {
  test('pass shellcheck', () => {
    const scripts = readdirSync(hostFolder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.sh') || /^bin\/[^.]+$/.test(name),
    );
    expect(scripts.length).toBeGreaterThan(10);
    const { stdout, status } = spawnSync(
      'shellcheck',
      ['--external-sources', ...scripts.map((name) => `host/${name}`)],
      {
        cwd: path.dirname(hostFolder),
        encoding: 'utf8',
      },
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});
