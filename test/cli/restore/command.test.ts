import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { stepsFor } from '../../../cli/restore/steps';
import { aStore } from '../../support/stores';

jest.setTimeout(60_000);

const root = path.resolve(__dirname, '../../..');

function storefort(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--import', 'tsx', 'bin/storefort.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    // No AWS command line, no credentials, and nobody to give any.
    env: { PATH: '', HOME: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true' },
  });
}

const since = ['--since', '2026-01-01T00:00:00Z'];

test.each<[string[], number, string]>([
  [['restore', 'order-id', 'example'], 2, "required option '--since <time>' not specified"],
  [['restore', 'order-id', 'example', '--since', 'today'], 2, '--since must be a time with its zone'],
  [['restore', 'payments', 'example', ...since, '--format', 'xml'], 2, '--format must be text, csv or json'],
  [['restore', 'payments', 'nobody', ...since], 2, 'stores/nobody.yaml does not exist; the stores are: example'],
  [['restore', 'payments', 'example', ...since], 1, 'no AWS credentials were found'],
  [['restore', 'erasures', 'example', ...since, '--list'], 1, 'no AWS credentials were found'],
  [['lock', 'nobody'], 2, 'stores/nobody.yaml does not exist'],
  [['lock', 'example', '--yes'], 1, 'no AWS credentials were found'],
  [['drill', 'example'], 1, 'no AWS credentials were found'],
  [['drill', 'example', '--follow', 'x'], 2, '--follow must be the ARN of a drill of example'],
])('%j ends with %d', (args, code, words) => {
  const { status, stdout, stderr } = storefort(...args);
  expect(stderr).toContain(words);
  expect(stderr).not.toContain('    at ');
  expect([status, stdout]).toEqual([code, '']);
});

test('prints the steps with the store’s own names', () => {
  const { status, stdout } = storefort('restore', 'steps', 'example');
  expect(status).toBe(0);
  expect(stdout).toContain('WHAT TO DO');
  expect(stdout).toContain('npx cdk deploy -c store=example example/Host');
});

test('leaves no name open, and breaks no command', () => {
  const text = stepsFor(
    aStore({ generation: 3, region: 'eu-central-1', backup: { offsite: { region: 'eu-west-1' } } }),
  );
  expect(text).not.toMatch(/<[a-z ]+>|```/);
  for (const command of [
    'aws backup list-recovery-points-by-backup-vault --region eu-central-1 --backup-vault-name acme-home-g3',
    'aws backup list-recovery-points-by-backup-vault --region eu-west-1 --backup-vault-name acme-offsite-g3',
    'npx cdk destroy -c store=acme acme/Proof acme/Operations acme/Edge acme/Host',
    'npx storefort restore order-id acme --since RECOVERY-POINT-TIME',
  ])
    expect(text.split('\n').map((line) => line.trim())).toContain(command);
  expect(text).toContain('set `generation` to 4');
  const words = text.split('\n').filter((line) => !/^ +(aws|npx|balancer=)/.test(line));
  expect(words.filter((line) => line.length > 80)).toEqual([]);
});

test('the order keeps numbers apart: ids are raised before erasures are replayed, and doors open last', () => {
  const text = stepsFor(aStore());
  const steps = [
    'restore payments',
    'cdk destroy',
    'acme acme/Host',
    'restore order-id',
    'restore erasures acme --since RECOVERY-POINT-TIME\n',
    "'acme/*'",
  ];
  const places = steps.map((words) => text.indexOf(words));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual([...places].sort((one, other) => one - other));
});
