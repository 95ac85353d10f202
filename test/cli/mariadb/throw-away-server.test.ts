import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mariadb';
import { runningProcesses } from '../../../cli/host/left-behind';
import { startThrowAwayServer, type ThrowAwayServer } from '../../../cli/mariadb/throw-away-server';
import { thisProcess } from '../../../cli/process-identity';
import { mariaDbIsThere } from '../../support/mariadb';

const suite = mariaDbIsThere() ? describe : describe.skip;
const root = path.resolve(__dirname, '../../..');

const goneOwner = '{"pid":4194304,"started":"1"}';

suite('a throw-away server', () => {
  let temporary: string;
  const running: ChildProcess[] = [];

  beforeEach(() => {
    temporary = mkdtempSync(path.join(tmpdir(), 'storefort-thrown-'));
    // The server works as another user when root starts it.
    chmodSync(temporary, 0o755);
  });
  afterEach(async () => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
    await until(() => processesIn(temporary).length === 0);
    rmSync(temporary, { recursive: true, force: true });
  });

  const processesIn = (folder: string) =>
    runningProcesses().filter(
      ({ commandLine }) => commandLine.includes(`${folder}/`) && !commandLine.includes('start-and-wait'),
    );
  const folders = () => readdirSync(temporary).filter((name) => name.startsWith('storefort-drill-'));
  const nothingIsLeft = async () => {
    await until(() => folders().length === 0 && processesIn(temporary).length === 0);
  };
  const during = async <T>(work: (server: ThrowAwayServer) => Promise<T>): Promise<T> => {
    const server = await startThrowAwayServer({ schema: 'my_shop', temporary });
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  };
  const as = async (server: ThrowAwayServer, user: string, password: string, sql: string): Promise<unknown[][]> => {
    const connection = await createConnection({ socketPath: server.socket, user, password, rowsAsArray: true });
    try {
      return await connection.query(sql);
    } finally {
      await connection.end();
    }
  };

  /** A process of its own, as a drill is; its server is up when this is. */
  const otherDrill = async (): Promise<{ child: ChildProcess; folder: string }> => {
    const program = path.join(__dirname, 'start-and-wait.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', program, temporary], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.push(child);
    const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    return { child, folder: line.toString().trim() };
  };
  const kill = async (child: ChildProcess, signal: NodeJS.Signals) => {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const guardOf = (folder: string) =>
    runningProcesses().find(({ commandLine }) => commandLine.endsWith(`storefort-guard ${folder}`))?.pid ?? 0;

  test('lets two accounts in, to one schema, and nobody else', async () => {
    await during(async (server) => {
      const { user, password } = server.checker;
      const grants = (await as(server, user, password, 'SHOW GRANTS')).map(String);
      expect(grants).toEqual([
        expect.stringMatching(/^GRANT USAGE ON \*\.\* TO `checker`@`localhost`/),
        'GRANT SELECT ON `my\\_shop`.* TO `checker`@`localhost`',
      ]);
      await expect(as(server, 'root', '', 'SELECT 1')).rejects.toThrow(/Access denied/);
      await expect(as(server, '', '', 'SELECT 1')).rejects.toThrow(/Access denied/);
      await expect(as(server, 'mariadb.sys', '', 'SELECT 1')).rejects.toThrow(/Access denied/);
      await expect(as(server, user, 'wrong', 'SELECT 1')).rejects.toThrow(/Access denied/);
      await expect(as(server, user, password, 'CREATE TABLE my_shop.t (a INT)')).rejects.toThrow(/denied/);
      expect(await as(server, user, password, 'SHOW DATABASES')).toEqual([['information_schema'], ['my_shop']]);
    });
  }, 30_000);

  test('has every way out shut, whoever asks', async () => {
    await during(async (server) => {
      const { user, password } = server.checker;
      const names = [
        'skip_networking',
        'secure_file_priv',
        'plugin_dir',
        'local_infile',
        'have_symlink',
        'event_scheduler',
      ];
      const [values] = await as(server, user, password, `SELECT ${names.map((name) => `@@${name}`).join(', ')}`);
      const empty = path.join(server.folder, 'empty/');
      expect(values?.map(String)).toEqual(['1', empty, empty, '0', 'DISABLED', 'OFF']);
    });
  }, 30_000);

  test('keeps its folder from everybody else, and removes it', async () => {
    const folder = await during(async (server) => {
      expect(statSync(server.folder).mode & 0o777).toBe(0o700);
      expect(path.dirname(server.folder)).toBe(temporary);
      await Promise.resolve();
      return server.folder;
    });
    expect(existsSync(folder)).toBe(false);
    expect(processesIn(temporary)).toEqual([]);
    expect(guardOf(folder)).toBe(0);
  }, 30_000);

  test('leaves nothing when its start is called off at any moment', async () => {
    for (const ms of [0, 20, 150, 400, 700, 1000]) {
      const stop = new AbortController();
      const starting = startThrowAwayServer({ schema: 'shop', temporary, signal: stop.signal });
      const outcome = starting.then(
        (server) => server.stop(),
        (error: unknown) => error,
      );
      await sleep(ms);
      stop.abort(new Error('called off'));
      expect([undefined, new Error('called off')]).toContainEqual(await outcome);
      expect(folders()).toEqual([]);
    }
    expect(processesIn(temporary)).toEqual([]);
  }, 60_000);

  test.each(['SIGKILL', 'SIGHUP', 'SIGTERM'] as const)(
    'does not outlive a drill that ends by %s',
    async (signal) => {
      const { child, folder } = await otherDrill();
      expect(processesIn(folder).some(({ commandLine }) => commandLine.startsWith('mariadbd'))).toBe(true);
      await kill(child, signal);
      await nothingIsLeft();
    },
    30_000,
  );

  test('of a drill that was killed together with its guard is removed by the next start', async () => {
    const { child, folder } = await otherDrill();
    process.kill(guardOf(folder), 'SIGKILL');
    await kill(child, 'SIGKILL');
    await sleep(300);
    expect(existsSync(folder)).toBe(true);
    expect(processesIn(folder)).not.toEqual([]);
    await during(async () => {
      expect(existsSync(folder)).toBe(false);
      expect(processesIn(folder)).toEqual([]);
      await Promise.resolve();
    });
  }, 30_000);

  test('of a drill that runs is left alone by the next start', async () => {
    const { folder } = await otherDrill();
    await during(async () => {
      expect(existsSync(path.join(folder, 'socket'))).toBe(true);
      expect(processesIn(folder)).not.toEqual([]);
      await Promise.resolve();
    });
  }, 30_000);

  test('leaves alone what it cannot know to be abandoned, or to be its own', async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'storefort-elsewhere-'));
    writeFileSync(path.join(elsewhere, 'kept'), '');
    writeFileSync(path.join(elsewhere, 'owner.json'), goneOwner);
    symlinkSync(elsewhere, path.join(temporary, 'storefort-drill-link'));
    writeFileSync(path.join(temporary, 'storefort-drill-file'), '');
    mkdirSync(path.join(temporary, 'storefort-drill-being-made'));
    mkdirSync(path.join(temporary, 'another-folder'));
    if (process.getuid?.() === 0) {
      mkdirSync(path.join(temporary, 'storefort-drill-of-another-user'));
      writeFileSync(path.join(temporary, 'storefort-drill-of-another-user/owner.json'), goneOwner);
      chownSync(path.join(temporary, 'storefort-drill-of-another-user'), 65_534, 65_534);
    }
    await during(() => Promise.resolve());
    expect(readdirSync(temporary).sort()).toEqual([
      'another-folder',
      'storefort-drill-being-made',
      'storefort-drill-file',
      'storefort-drill-link',
      ...(process.getuid?.() === 0 ? ['storefort-drill-of-another-user'] : []),
    ]);
    expect(existsSync(path.join(elsewhere, 'kept'))).toBe(true);
    rmSync(elsewhere, { recursive: true });
  }, 30_000);

  test.each([
    ['its owner is gone', goneOwner, false],
    ['its owner’s file was cut short', '{"pid":12', false],
    ['its owner’s file is none', 'null', false],
    ['its owner’s id is somebody else’s by now', `{"pid":${process.pid},"started":"1"}`, false],
    ['its owner runs', undefined, true],
  ])(
    'decides on an old folder by its owner: %s',
    async (_, owner, stays) => {
      const folder = path.join(temporary, 'storefort-drill-old');
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'owner.json'), owner ?? thisProcess());
      const before = new Date(Date.now() - 120_000);
      utimesSync(folder, before, before);
      await during(() => Promise.resolve());
      expect(existsSync(folder)).toBe(stays);
    },
    30_000,
  );

  test('says what to do about a folder that is too deep for a socket', async () => {
    const deep = path.join(temporary, 'x'.repeat(90));
    mkdirSync(deep);
    await expect(startThrowAwayServer({ schema: 'shop', temporary: deep })).rejects.toThrow(
      /set TMPDIR to a shorter one$/,
    );
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let round = 0; !condition(); round += 1) {
    if (round > 100) throw new Error('it did not come to that within 10 s');
    await sleep(100);
  }
}
