import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { commands } from '../../cli/commands';
import { run } from './run';

jest.setTimeout(180_000);

test('help names every command and shows its examples', async () => {
  const { code, stdout } = await run('storefort.ts', ['--help']);
  expect(code).toBe(0);
  for (const { name, examples } of commands) {
    expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    for (const example of examples) expect(stdout).toContain(example);
  }
});

test.each([[[]], [['plna']], [['plan']], [['plan', '--nonsense', 'stores/example.yaml']]])(
  'bad usage %j ends with 2',
  async (args) => {
    const { code, stdout, stderr } = await run('storefort.ts', args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/^ {4}at /m);
  },
);

test('a store file that is not there ends with 1, plainly', async () => {
  const { code, stdout, stderr } = await run('storefort.ts', ['plan', 'stores/nowhere.yaml']);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^stores\/nowhere\.yaml:1:1 /);
  expect(stderr).not.toMatch(/^ {4}at /m);
});

test('errors of store files are JSON too when JSON was asked for', async () => {
  const { code, stdout } = await run('storefort.ts', ['plan', '--json', 'stores/nowhere.yaml']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    verdict: 'error',
    problems: [{ file: 'stores/nowhere.yaml' }],
  });
});

test('plans the example as JSON: stdout holds nothing else, progress is on stderr', async () => {
  const { code, stdout, stderr } = await run('storefort.ts', ['plan', '--json', 'stores/example.yaml']);
  expect(stderr).toMatch(/^synthesizing 1 store/);
  expect(code).toBe(0);
  const { plans, ...rest } = JSON.parse(stdout) as { plans: { store: { name: string }; stacks: { path: string }[] }[] };
  expect(rest).toEqual({ schemaVersion: 1, verdict: 'pass' });
  expect(plans.map(({ store }) => store.name)).toEqual(['example']);
  expect(plans[0]?.stacks.map(({ path: stack }) => stack)).toContain('example/Network');
});

test('Ctrl-C ends with 130 and leaves no folder behind', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'storefort-test-'));
  try {
    const { code } = await run('storefort.ts', ['plan', 'stores/example.yaml'], {
      env: { TMPDIR: folder },
      onStderr: (text, kill) => {
        // Once: what it says while it ends is no second Ctrl-C.
        if (/^synthesizing[^\n]*\n$/.test(text)) kill('SIGINT');
      },
    });
    expect(code).toBe(130);
    expect(readdirSync(folder).filter((name) => name.startsWith('storefort-plan-'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('colours nothing that is not a terminal', async () => {
  const { stdout, stderr } = await run('storefort.ts', ['--help'], { env: { NO_COLOR: '1' } });
  // eslint-disable-next-line no-control-regex -- the escape character is what is looked for
  expect(stdout + stderr).not.toMatch(/\u001b\[/);
});
