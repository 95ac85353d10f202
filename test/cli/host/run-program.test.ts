import { readFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ProgramError, runProgram } from '../../../cli/host/run-program';

test('gives what a program wrote on stdout, and its input to it', async () => {
  expect(await runProgram('cat', [], { input: 'hats' })).toBe('hats');
});

test('a failure says the program, its exit code and the end of what it said', async () => {
  const failed = runProgram('bash', ['-c', 'seq 100 >&2; exit 3']);
  await expect(failed).rejects.toThrow(ProgramError);
  await expect(failed).rejects.toThrow(/^bash ended with 3:\n86\n(.*\n)+100$/);
});

test('a program that is not there is an error too', async () => {
  await expect(runProgram('no-such-program', [])).rejects.toThrow(/ENOENT/);
});

test('logs stderr and not the result', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'storefort-run-'));
  const log = path.join(folder, 'log');
  await runProgram('bash', ['-c', 'echo secret; echo noise >&2'], { log });
  expect(readFileSync(log, 'utf8')).toBe('noise\n');
  rmSync(folder, { recursive: true });
});

test('an abort ends the program and its children, and throws the reason', async () => {
  const controller = new AbortController();
  const started = Date.now();
  const run = runProgram('bash', ['-c', 'sleep 60 & wait'], { signal: controller.signal });
  setTimeout(() => {
    controller.abort(new Error('stopped'));
  }, 100);
  await expect(run).rejects.toThrow('stopped');
  expect(Date.now() - started).toBeLessThan(10_000);
});
