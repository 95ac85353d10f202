import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { commands } from '../../cli/commands';
import { version } from '../../package.json';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(60_000);

const root = path.resolve(__dirname, '../..');

function storefort(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--import', 'tsx', 'bin/storefort.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: '' },
  });
}

test.each([['help'], ['--help']])('%s names every command by its one line', (word) => {
  const { status, stdout } = storefort(word);
  const text = stdout.replaceAll(/\s+/g, ' ');
  for (const { summary } of commands) expect(text).toContain(summary);
  expect(status).toBe(0);
});

test.each([
  ['help', 'patch'],
  ['patch', '--help'],
])('%s %s explains the command, without a broken line', (...words) => {
  const { status, stdout } = storefort(...words);
  expect(stdout).toMatch(/^Usage: storefort patch /);
  const [, description = ''] = stdout.split('\n\n');
  const lines = description.split('\n');
  // A line ends where the next word would not fit.
  lines.slice(0, -1).forEach((line, index) => {
    const [next = ''] = (lines[index + 1] ?? '').split(' ');
    expect(`${line} ${next}`.length).toBeGreaterThan(80);
  });
  expect(lines.length).toBeGreaterThan(1);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('needed unless --show or --follow is given');
  expect(status).toBe(0);
});

test('help of a command that there is not is bad usage', () => {
  const { status, stdout } = storefort('help', 'plna');
  expect([status, stdout]).toEqual([2, '']);
});

test.each([['--version'], ['-V']])('%s says which one this is', (option) => {
  expect(storefort(option)).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('an option is no reason for a patch window, and none is opened', () => {
  const { status, stderr } = storefort('patch', 'example', '--reason', '--show');
  expect(stderr).toBe(
    '--reason must not begin with "-", got "--show"; it stands in the evidence, such as CVE-2026-12345\n',
  );
  expect(status).toBe(2);
});

test.each([
  [['patch', 'stores/nope.yaml', '--show']],
  [['drill', 'stores/nope.yaml']],
  [['lock', 'stores/nope.yaml']],
  [['restore', 'steps', 'stores/nope.yaml']],
  [['admin', 'create', 'stores/nope.yaml']],
])('a store file that does not exist is bad usage: %j', (args) => {
  const { status, stdout, stderr } = storefort(...args);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toBe('stores/nope.yaml does not exist; the stores are: example\n');
});
