import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { AmazonHost } from './an-amazon-host';
import { describeWith, type Ran, WebHost } from './web-host';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(60_000);

const sound = `#!/bin/bash
sleep 1`;

describeWith(['jq'])('Amazon Linux 2023', () => {
  let amazon: AmazonHost;
  let host: WebHost;
  beforeEach(async () => {
    amazon = await AmazonHost.create([
      'aws',
      'dnf',
      'systemctl',
      'mount',
      'mountpoint',
      'useradd',
      'id',
      'getent',
      'systemd-run',
    ]);
    host = amazon.host;
    host.write('etc/fstab', 'UUID=1 / xfs defaults 0 0\n');
  });
  afterEach(() => {
    host.remove();
  });

  const on = (...asked: Parameters<AmazonHost['on']>): ReturnType<AmazonHost['on']> => amazon.on(...asked);

  test('reads secrets, the release’s name and its archive with the region of the settings, and gives up in time', () => {
    host.settings({ REGION: 'eu-west-1' });
    const answer = { aws: 'echo "$AWS_DEFAULT_REGION"' };
    const { stdout, calls } = on(
      'platform_secret arn:one; platform_parameter /a/release; platform_fetch_release abc to; platform_role arn:mail',
      answer,
    );
    expect(stdout).toBe('eu-west-1\n'.repeat(4));
    const limits = '--cli-connect-timeout 5 --cli-read-timeout 20';
    expect(calls).toEqual([
      `aws ${limits} secretsmanager get-secret-value --secret-id arn:one --query SecretString --output text`,
      `aws ${limits} ssm get-parameter --name /a/release --query Parameter.Value --output text`,
      `aws ${limits} s3 cp --only-show-errors s3://releases/releases/abc.tar.gz to`,
      `aws ${limits} sts assume-role --role-arn arn:mail --role-session-name acme --duration-seconds 3600 --query Credentials --output json`,
    ]);
  });

  test('a store without a release has none; not being allowed to look is a failure', () => {
    const failing = (error: string): Record<string, string> => ({
      aws: `echo "An error occurred (${error})" >&2; exit 254`,
    });
    expect(on('platform_parameter x', failing('ParameterNotFound'))).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(on('platform_parameter x', failing('AccessDeniedException'))).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'An error occurred (AccessDeniedException)\n',
    });
    expect(on('platform_secret x', failing('AccessDeniedException')).status).not.toBe(0);
  });

  test('tells the AWS CLI how large an export may get where its usual parts would not do, and only there', () => {
    host.settings({ EXPORT_BUCKET: 'exports', EXPORT_REGION: 'us-west-2', EXPORT_KEY: 'arn:key' });
    const { stdout, calls } = on('platform_put_export a 68719476736; platform_put_export b 68719476737', {
      aws: 'echo "$AWS_DEFAULT_REGION"',
    });
    expect(stdout).toBe('us-west-2\n'.repeat(2));
    const how =
      'aws --cli-connect-timeout 10 --cli-read-timeout 60 s3 cp --only-show-errors --sse aws:kms --sse-kms-key-id arn:key';
    expect(calls).toEqual([`${how} - s3://exports/a`, `${how} --expected-size 68719476737 - s3://exports/b`]);
  });

  test('a host without MariaDB’s client starts all the same, and says what will fail', () => {
    const { status, stderr, calls } = on('platform_install', { dnf: '[[ $* != *mariadb* ]]' });
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'mariadb-dump cannot be installed: the nightly export will fail\n',
    });
    expect(calls.filter((call) => call.startsWith('dnf'))).toEqual([
      expect.stringMatching(/^dnf install .* nginx /),
      'dnf install --assumeyes --quiet --setopt=install_weak_deps=False gawk /usr/bin/mariadb /usr/bin/mariadb-dump',
    ]);
  });

  test('a host without its web server does not start', () => {
    expect(on('platform_install', { dnf: '[[ $* != *nginx* ]]' }).status).toBe(1);
  });

  test('mounts uploads by TLS, role and access point, executing nothing, and again after a reboot', () => {
    const line = `fs-0:/ ${host.at('srv/storefort/shared')} efs _netdev,noresvport,tls,iam,accesspoint=fsap-0,nosuid,nodev,noexec 0 0`;
    const { calls } = on('platform_mount_uploads; platform_mount_uploads', { mountpoint: 'exit 1' });
    expect(host.read('etc/fstab')).toBe(`UUID=1 / xfs defaults 0 0\n${line}\n`);
    expect(calls.filter((call) => call.startsWith('mount '))).toHaveLength(2);
    host.write('calls', '');
    expect(on('platform_mount_uploads', { mountpoint: 'exit 0' }).calls).toEqual([
      `mountpoint --quiet ${host.at('srv/storefort/shared')}`,
    ]);
  });

  test('knows whether uploads are mounted: an empty folder is none', () => {
    host.write('srv/storefort/shared/uploads/one', '');
    expect(on('platform_has_uploads', { mountpoint: 'exit 1' }).status).not.toBe(0);
    expect(on('platform_has_uploads', { mountpoint: 'exit 0' })).toMatchObject({
      status: 0,
      calls: expect.arrayContaining([`mountpoint --quiet ${host.at('srv/storefort/shared')}`]),
    });
  });

  test('PHP’s user has the access point’s id, or another where a package took it', () => {
    const absent = { id: 'exit 1', getent: 'exit 2' };
    expect(on('platform_users', absent).calls.at(-1)).toMatch(/^useradd --uid 990 --user-group .* storefort$/);
    expect(on('platform_users', { ...absent, getent: '[[ $1 == group ]]' }).calls.at(-1)).toMatch(/^useradd --system /);
    host.write('calls', '');
    expect(on('platform_users', { id: 'echo 990' }).calls).toEqual(['id storefort']);
  });

  if (process.getuid?.() === 0) {
    test('what WordPress runs for the host’s scripts reaches neither the instance’s role nor their terminal', () => {
      const { calls } = on('share_folder uploads; shop_php cron folder');
      expect(calls).toHaveLength(2);
      for (const call of calls) {
        expect(call).toMatch(/^systemd-run .*--wait --pipe --uid=storefort --gid=storefort .* -- env -i PATH=/);
        expect(call).toContain('--property=IPAddressDeny=169.254.169.254/32 fd00:ec2::254/128 ');
        expect(call).toContain('--property=NoNewPrivileges=yes ');
      }
    });

    test('and says how that ended', () => {
      expect(on('share_folder uploads', { 'systemd-run': 'exit 3' }).status).toBe(3);
    });
  }

  test('reloads only what runs: at boot nothing waits for what waits for it', () => {
    expect(on('platform_reload nginx', { systemctl: '[[ $1 != is-active ]]' })).toMatchObject({
      status: 0,
      calls: ['systemctl is-active --quiet nginx'],
    });
    expect(on('platform_reload nginx', { systemctl: 'exit 0' }).calls.at(-1)).toBe('systemctl reload nginx');
  });

  test('starts daemons with the host’s drop-ins, and the timers', () => {
    const { calls, status } = on('platform_start php-fpm; platform_start nginx; platform_start_timers');
    expect(status).toBe(0);
    expect(calls).toEqual(
      expect.arrayContaining([
        'systemctl restart php-fpm',
        'systemctl restart nginx',
        'systemctl enable --quiet storefort-refresh.service',
        'systemctl enable --quiet --now storefort-refresh.timer storefort-cron.timer',
      ]),
    );
    expect(readdirSync(host.at('etc/systemd/system')).sort()).toEqual([
      ...['nginx.service.d', 'php-fpm.service.d', 'storefort-cron.service', 'storefort-cron.timer'],
      ...['storefort-refresh.service', 'storefort-refresh.timer'],
    ]);
    expect(host.read('etc/tmpfiles.d/storefort.conf')).toContain(`d ${host.at('run/storefort')} 0711 root root`);
  });
});

describeWith(['systemd-analyze'])('the units', () => {
  let host: WebHost;
  beforeAll(async () => {
    host = await WebHost.create();
    // As the packages have them.
    const daemon = (start: string): string =>
      `[Service]\nType=notify\nExecStart=${start}\n[Install]\nWantedBy=multi-user.target\n`;
    host.write('etc/systemd/system/nginx.service', daemon(host.at('sound')));
    host.write('etc/systemd/system/php-fpm.service', daemon(host.at('sound')));
    host.write('sound', sound);
    chmodSync(host.at('sound'), 0o755);
    const render = `systemctl() { :; }; PLATFORM_PHP_FPM='${host.at('sound')}'; platform_start php-fpm; platform_start nginx; platform_start_timers`;
    expect(host.call(render, { STOREFORT_PLATFORM: 'al2023' })).toMatchObject({ status: 0 });
  });
  afterAll(() => {
    host.remove();
  });

  const units = ['nginx.service', 'php-fpm.service', 'storefort-cron.service', 'storefort-refresh.service'];
  const analyze = (...args: string[]): Ran =>
    spawnSync('systemd-analyze', args, {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, SYSTEMD_UNIT_PATH: `${host.at('etc/systemd/system')}:`, NO_COLOR: '1' },
    });

  test.each([...units, 'storefort-cron.timer', 'storefort-refresh.timer'])('%s is understood', (unit) => {
    expect(analyze('verify', '--man=no', host.at(`etc/systemd/system/${unit}`))).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  const settingsOf = (unit: string): string => {
    const folder = host.at('etc/systemd/system');
    const files = [path.join(folder, unit), path.join(folder, `${unit}.d/storefort.conf`)];
    return String(spawnSync('cat', ['--', ...files]).stdout);
  };

  test.each(['php-fpm.service', 'storefort-cron.service'])('%s keeps the shop from the instance’s role', (unit) => {
    expect(settingsOf(unit)).toMatch(/^IPAddressDeny=169\.254\.169\.254\/32 fd00:ec2::254\/128$/m);
  });

  test.each(['php-fpm.service', 'storefort-cron.service'])('%s loads nothing from where PHP writes', (unit) => {
    const kept = /^NoExecPaths=(.+)$/m.exec(settingsOf(unit))?.[1]?.split(' ');
    const written = /^ReadWritePaths=(.+)$/m.exec(settingsOf(unit))?.[1]?.split(' ');
    expect(kept).toEqual(expect.arrayContaining((written ?? []).filter((each) => /shared$|\/php$/.test(each))));
    expect(kept).toEqual(expect.arrayContaining(['-/tmp', '-/var/tmp', '-/dev/shm']));
  });

  // PHP-FPM traces a slow request's process where it logs slow ones, and would be killed for it.
  test.each(['nginx.service', 'php-fpm.service', 'storefort-cron.service'])(
    '%s outlives a system call that it may not make',
    (unit) => {
      expect(settingsOf(unit)).toMatch(/^SystemCallFilter=/m);
      expect(settingsOf(unit)).toMatch(/^SystemCallErrorNumber=EPERM$/m);
    },
  );

  test.each([
    ['nginx.service', 4],
    ['php-fpm.service', 4],
    ['storefort-cron.service', 3],
    ['storefort-refresh.service', 5],
  ])('%s is exposed by at most %d of 10, as systemd judges it', (unit, most) => {
    const { stdout } = analyze('security', '--offline=yes', host.at(`etc/systemd/system/${unit}`));
    const exposure = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1];
    expect(Number(exposure)).toBeLessThanOrEqual(most);
  });
});
