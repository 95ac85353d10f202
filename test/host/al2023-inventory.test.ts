import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { inventoryReceiptSchema, inventorySchema } from '../../lambdas/shared/inventory';
import { AmazonHost } from './an-amazon-host';
import { sha256 } from './an-export-host';
import { describeWith, type Ran } from './web-host';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(60_000);

/** Of `rpm`, by what is asked. */
const rpm = String.raw`
if [[ $* == *system-release ]]; then echo 2023.9.20251110
elif [[ $* == *kernel* ]]; then printf 'kernel 6.1.9-1.amzn2023.aarch64\nkernel 6.1.115-126.amzn2023.aarch64\nkernel-livepatch-6.1 1.0-0.amzn2023.aarch64\nkernel-tools 6.12.9-9.amzn2023.aarch64\n'
else printf 'nginx\t1:1.28.0-1.amzn2023.aarch64\nbash\t5.2.15-1.amzn2023.aarch64\n'; fi`;
const curl = 'if [[ $* == *PUT* ]]; then echo token-1; else echo i-0123456789abcdef0; fi';
const noReboot = "echo 'Reboot should not be necessary.'";
/** What S3 gets: the file after `--body`. */
const aws = 'while [[ $1 != --body ]]; do shift; done; cp "$2" "$CALLS.object"; echo "{}"';
const sound = { rpm, curl, aws, dnf: `[[ $1 == check-release-update ]] || ${noReboot}` };

describeWith(['jq'])('the inventory on Amazon Linux 2023', () => {
  let amazon: AmazonHost;
  beforeEach(async () => {
    amazon = await AmazonHost.create(['aws', 'curl', 'dnf', 'rpm']);
    if (amazon.host.call('make_folders').status !== 0) throw new Error('no folders');
  });
  afterEach(() => {
    amazon.host.remove();
  });

  const newer = (dnf: string): Ran => amazon.on('platform_newer_releases', { rpm, dnf });
  const reboot = (dnf: string): Ran => amazon.on('platform_reboot_needed', { dnf });

  test('is put by one request, and the receipt is of what was put', () => {
    const { status, stdout, stderr, calls } = amazon.script('bin/inventory.sh', ['daily-1'], sound);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const key = 'inventories/i-0123456789abcdef0/daily-1.json.gz';
    expect(calls.filter((call) => call.startsWith('aws'))).toEqual([
      expect.stringMatching(
        new RegExp(`^aws .* s3api put-object --bucket releases --key ${key} --body \\S+ --checksum-algorithm SHA256$`),
      ),
    ]);
    const put = readFileSync(amazon.host.at('calls.object'));
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(inventoryReceiptSchema.parse(JSON.parse(stdout))).toEqual({ key, sha256: sha256(put), bytes: put.length });
    const { takenAt, system, ...rest } = inventorySchema.parse(JSON.parse(gunzipSync(put).toString()));
    expect(Math.abs(Date.parse(takenAt) - Date.now())).toBeLessThan(60_000);
    expect(rest).toEqual({ schemaVersion: 1, instanceId: 'i-0123456789abcdef0' });
    expect(system).toEqual({
      name: 'amazon-linux-2023',
      release: '2023.9.20251110',
      newerReleases: [],
      runningKernel: expect.stringMatching(/^\d+\.\d+/),
      installedKernel: '6.1.115-126.amzn2023.aarch64',
      rebootNeeded: false,
      packages: [
        { name: 'bash', version: '5.2.15-1.amzn2023.aarch64' },
        { name: 'nginx', version: '1:1.28.0-1.amzn2023.aarch64' },
      ],
    });
  });

  test('leaves out what Amazon’s plugins cannot say, and says why', () => {
    const { status, stderr } = amazon.script('bin/inventory.sh', ['one'], { ...sound, dnf: 'echo broken >&2; exit 1' });
    expect(status).toBe(0);
    expect(stderr).toContain('dnf check-release-update ended with 1: broken');
    expect(stderr).toContain('dnf needs-restarting ended with 1: broken');
    const { system } = inventorySchema.parse(
      JSON.parse(gunzipSync(readFileSync(amazon.host.at('calls.object'))).toString()),
    );
    expect(system).not.toHaveProperty('newerReleases');
    expect(system).not.toHaveProperty('rebootNeeded');
  });

  test.each([
    ['the packages cannot be listed', { rpm: `[[ $* == *EVR* ]] && exit 1; ${rpm}` }],
    ['the release cannot be told', { rpm: `[[ $* == *system-release ]] && exit 1; ${rpm}` }],
    ['no kernel is installed', { rpm: `[[ $* == *kernel* ]] && exit 0; ${rpm}` }],
    ['the instance does not know its id', { curl: 'exit 22' }],
    ['the instance’s id could name another folder', { curl: 'echo ../i-1' }],
    ['S3 does not take it', { aws: 'exit 254' }],
  ])('prints no receipt where %s', (_, fault) => {
    const { status, stdout } = amazon.script('bin/inventory.sh', ['one'], { ...sound, ...fault });
    expect(stdout).toBe('');
    expect(status).not.toBe(0);
  });

  test('the metadata are asked with a token', () => {
    const { calls, stdout } = amazon.on('platform_instance_id', { curl });
    expect(stdout).toBe('i-0123456789abcdef0\n');
    expect(calls).toEqual([
      expect.stringContaining(
        '--request PUT --header X-aws-ec2-metadata-token-ttl-seconds: 60 http://169.254.169.254/',
      ),
      expect.stringContaining('--header X-aws-ec2-metadata-token: token-1 http://169.254.169.254/'),
    ]);
  });

  test('newer releases come oldest first, whatever stream, order, indentation and exit code the plugin has', () => {
    const said = 'printf "2023.10.20260105\\n 2023.10.20260120 \\n2023.9.20251117\\n2023.9.20251208\\n"';
    const sorted = '2023.9.20251117\n2023.9.20251208\n2023.10.20260105\n2023.10.20260120\n';
    expect(newer(`${said} >&2`)).toMatchObject({ status: 0, stdout: sorted });
    expect(newer(`${said}; exit 100`)).toMatchObject({ status: 0, stdout: sorted });
    expect(newer(`echo 'Last metadata expiration check: 0:00:02 ago on today.' >&2; ${said} >&2`).stdout).toBe(sorted);
  });

  test('the running release and older ones are not newer', () => {
    expect(newer('printf "2023.9.20251110\\n2023.10.20260105\\n2023.8.20250707\\n" >&2').stdout).toBe(
      '2023.10.20260105\n',
    );
    expect(newer('echo 2023.9.20251110 >&2')).toMatchObject({ status: 0, stdout: '' });
  });

  test('a release that was made anew on its day is newer than the first of that day', () => {
    const said = 'printf "2023.0.20230607\\n2023.0.20230517.1\\n2023.0.20230517\\n" >&2';
    const own = (version: string) => amazon.on('platform_newer_releases', { rpm: `echo ${version}`, dnf: said });
    expect(own('2023.0.20230517').stdout).toBe('2023.0.20230517.1\n2023.0.20230607\n');
    expect(own('2023.0.20230517.1').stdout).toBe('2023.0.20230607\n');
  });

  test.each(['2023.10.202601050', '2023.10.20260105.1-rc', '2023.10', '2024.x.20260105'])(
    'a release named %s cannot be read, and is not passed over beside others that can',
    (odd) => {
      const { status, stdout, stderr } = newer(`printf "2023.10.20260120\\n ${odd}\\n" >&2`);
      expect([status === 0, stdout]).toEqual([false, '']);
      expect(stderr).toContain(`dnf check-release-update ended with 0: 2023.10.20260120\n${odd}`);
    },
  );

  test('silence is no newer release only where it ended well', () => {
    expect(newer('true')).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(newer('exit 1').status).not.toBe(0);
  });

  test('a complaint is no answer, even one that names a release', () => {
    const { status, stdout, stderr } = newer('echo "Failed to download https://repo/2023.10.20260105/x.xml" >&2');
    expect([status === 0, stdout]).toEqual([false, '']);
    expect(stderr).toContain('Failed to download');
  });

  test('a host that is of no release cannot say which are newer', () => {
    expect(amazon.on('platform_newer_releases', { rpm: 'echo latest', dnf: 'true' }).status).not.toBe(0);
  });

  test('a reboot is due, or not, where words and exit code agree', () => {
    expect(reboot(noReboot)).toMatchObject({ status: 0, stdout: 'false\n' });
    expect(reboot("echo 'Reboot is required to fully utilize these updates.'; exit 1")).toMatchObject({
      status: 0,
      stdout: 'true\n',
    });
    for (const said of [
      'echo "No such command: needs-restarting." >&2; exit 1',
      `${noReboot}; exit 1`,
      'echo "Reboot is required"',
      'true',
    ])
      expect(reboot(said)).toMatchObject({ stdout: '', status: 1 });
  });
});
