import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { belongingTo, runningProcesses } from '../../../cli/host/left-behind';
import { standIns } from '../../../cli/host/run';
import { run, root as project } from '../../bin/run';
import { describeHost } from '../../support/preview-host';
import { copyOfTemplate, previewCache } from '../../support/preview-template';

jest.setTimeout(180_000);

/** A `storefort host` in a folder of its own, as another program would start it. */
class Started {
  stdout = '';
  stderr = '';

  private constructor(
    readonly root: string,
    private readonly child: ChildProcess,
  ) {
    child.stdout?.on('data', (part: Buffer) => (this.stdout += part.toString()));
    child.stderr?.on('data', (part: Buffer) => (this.stderr += part.toString()));
  }

  static start(root: string, ...args: string[]): Started {
    const program = ['--import', 'tsx', path.join(project, 'bin/storefort.ts'), 'host', '--root', root, '--port', '0'];
    return new Started(root, spawn(process.execPath, [...program, ...args], { cwd: project }));
  }

  async saysOnStdout(what: RegExp): Promise<void> {
    while (!what.test(this.stdout)) {
      if (this.child.exitCode !== null) throw new Error(`it ended: ${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    const ended = once(this.child, 'close') as Promise<[number | null]>;
    this.child.kill(signal);
    return (await ended)[0];
  }
}

function left(root: string): number[] {
  return belongingTo(root, runningProcesses());
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

describeHost()('storefort host', () => {
  let root = '';
  beforeAll(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'sf-'));
    chmodSync(root, 0o755);
    await copyOfTemplate(standIns(), root);
    symlinkSync(previewCache(), path.join(root, 'cache'));
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  test('with --json prints one line when ready and nothing else; Ctrl-C ends all of it with 130', async () => {
    const started = Started.start(root, '--json');
    await started.saysOnStdout(/\n/);
    expect(left(root).length).toBeGreaterThan(3);
    expect(await started.end('SIGINT')).toBe(130);
    expect(left(root)).toEqual([]);
    expect(started.stdout).toMatch(/^[^\n]+\n$/);
    expect(Object.keys(JSON.parse(started.stdout))).toEqual(['shop', 'staff', 'signIn', 'pid']);
    expect(JSON.parse(started.stdout)).toMatchObject({
      shop: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
      staff: expect.stringMatching(/^https:\/\/127\.0\.0\.2:\d+$/),
      signIn: expect.stringMatching(/^https:\/\/127\.0\.0\.2:\d+\/wp-login\.php\?action=storefort&token=\w+$/),
      pid: expect.any(Number),
    });
  });

  test('keeps a second one out of its folder; what a kill left is ended by the next start', async () => {
    const first = Started.start(root, '--json');
    await first.saysOnStdout(/\n/);
    const second = await run('storefort.ts', ['host', '--root', root, '--port', '0', '--json']);
    expect(second.code).toBe(1);
    expect(second.stdout).toBe('');
    expect(second.stderr).toMatch(/^a preview runs in \S+ already, as process \d+; stop it/m);

    await first.end('SIGKILL');
    // A worker without its master tells by no path whose it is.
    process.kill(Number(readFileSync(path.join(root, 'run/php-fpm.pid.supervised'), 'utf8')), 'SIGKILL');
    const orphans = left(root);
    expect(orphans.length).toBeGreaterThan(3);
    const third = Started.start(root);
    await third.saysOnStdout(/Ctrl-C stops it/);
    expect(orphans.filter((pid) => commandLineOf(String(pid)) !== '')).toEqual([]);
    expect(third.stdout).toContain('STAND-IN');
    expect(await third.end('SIGTERM')).toBe(130);
    expect(left(root)).toEqual([]);
  });

  test('interrupted while it starts, it leaves nothing running', async () => {
    const started = Started.start(root, '--json');
    while (left(root).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await started.end('SIGINT')).toBe(130);
    expect(started.stdout).toBe('');
    expect(left(root)).toEqual([]);
  });

  test('says which port is taken, and starts nothing', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve));
    const { port } = server.address() as { port: number };
    try {
      const { code, stderr } = await run('storefort.ts', ['host', '--root', root, '--port', String(port)]);
      expect(code).toBe(1);
      expect(stderr).toMatch(new RegExp(`^127\\.0\\.0\\.2:${port} is used by another program`, 'm'));
      expect(left(root)).toEqual([]);
    } finally {
      server.close();
    }
  });
});

test.each([
  [['--plugins', '/nowhere'], /--plugins must name a folder of plugin folders, got \/nowhere, which is none/],
  [['--port', 'https'], /It must be 0 to 65535/],
  [['--root', '/tmp/my shop'], /\/tmp\/my shop cannot hold a preview/],
])('bad usage %j ends with 2', async (args, message) => {
  const { code, stdout, stderr } = await run('storefort.ts', ['host', ...args]);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
});
