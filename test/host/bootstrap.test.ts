import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import { describeWith, hostFolder, WebHost } from './web-host';

describeWith(['nginx', 'openssl', 'curl'])('the bootstrap', () => {
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
    expect(host.call('write_certificate').status).toBe(0);
    expect(statSync(path.join(host.root, 'etc/nginx/tls')).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(host.root, 'etc/nginx/tls/host.key')).mode & 0o777).toBe(0o600);
  });

  test('makes a new certificate when the old one cannot outlast the host', () => {
    host.call('write_certificate');
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
    expect(host.call('write_certificate').status).toBe(0);
    expect(host.read('etc/nginx/tls/host.crt')).not.toBe(old);
  });

  test('makes both anew when the key is gone', () => {
    host.call('write_certificate');
    writeFileSync(path.join(host.root, 'etc/nginx/tls/host.key'), '');
    expect(host.call('write_certificate').status).toBe(0);
    expect(host.read('etc/nginx/tls/host.key')).toContain('PRIVATE KEY');
  });

  test.each([
    ['STORE=acme\nGENERATION=1\n', 'HEALTH_CHECKS'],
    ['GENERATION=1\nHEALTH_CHECKS=0\n', 'STORE'],
    ['STORE=acme\nHEALTH_CHECKS=0\n', 'GENERATION'],
  ])('stops when settings are %j', (settings, missing) => {
    host.settings(settings);
    const { status, stderr } = host.bootstrap();
    expect(status).not.toBe(0);
    expect(stderr).toContain(`${missing}: missing in`);
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
    const scripts = ['bootstrap.sh', 'platform/detect.sh', 'platform/al2023.sh', 'platform/debian.sh'];
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
