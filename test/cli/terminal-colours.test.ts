import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

test('writes no colours into a pipe, in CI neither', () => {
  const program =
    "const { colours } = require('./cli/terminal/colours.ts'); process.stdout.write(colours.bold('plain'))";
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '-e', program], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CI: 'true', NO_COLOR: undefined, FORCE_COLOR: undefined },
  });
  expect(stdout).toBe('plain');
});
