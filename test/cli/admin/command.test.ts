import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TerminalPrograms } from '../../../cli/admin/terminal-programs';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(60_000);

const root = path.resolve(__dirname, '../../..');
let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'storefort-admin-'));
});
afterEach(() => {
  rmSync(scratch, { recursive: true });
});

function storefort(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--import', 'tsx', 'bin/storefort.ts', 'admin', ...args], {
    cwd: root,
    encoding: 'utf8',
    // No AWS command line, and no credentials.
    env: { PATH: scratch, HOME: scratch },
  });
}

function program(name: string, script: string): void {
  mkdirSync(path.join(scratch, 'bin'), { recursive: true });
  writeFileSync(path.join(scratch, 'bin', name), `#!/bin/bash\n${script}\n`);
  chmodSync(path.join(scratch, 'bin', name), 0o755);
}

test('explains itself, with examples', () => {
  const { status, stdout } = storefort('create', '--help');
  expect(status).toBe(0);
  expect(stdout).toContain('storefort admin create acme --login anna --email anna@example.com');
});

test.each([
  [['create'], 2, "missing required argument 'store'"],
  [['create', 'nobody'], 2, 'stores/nobody.yaml does not exist; the stores are: example'],
  [['remove', 'example'], 2, "unknown command 'remove'"],
  [['create', 'example'], 1, 'the AWS command line is not installed'],
  [['create', 'stores/example.yaml', '--login', 'anna'], 2, '--login and --email belong together'],
])('%j ends with %d', (args, code, message) => {
  const { status, stderr } = storefort(...args);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
  expect(status).toBe(code);
});

test('finds programs, and runs one with its arguments as they are', async () => {
  program('aws', `printf '%s|' "$@" >'${scratch}/said'; exit 7`);
  const [aws, plugin] = ['aws', 'session-manager-plugin'].map((name) => path.join(scratch, 'bin', name)) as [
    string,
    string,
  ];
  const programs = new TerminalPrograms();
  expect([programs.isInstalled(aws), programs.isInstalled(plugin)]).toEqual([true, false]);
  expect(await programs.run(aws, ['a b', '{"c":["d"]}'])).toBe(7);
  expect(readFileSync(path.join(scratch, 'said'), 'utf8')).toBe('a b|{"c":["d"]}|');
});
