import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { shopSchema } from '../../lambdas/create-database-users/contract';
import { answers, makeDataFolder, smallLog } from '../mariadb/data-folder';
import type { KeyPair } from './authority';
import { Daemon } from './daemon';
import type { PreviewFolder } from './folder';
import { runProgram } from './run-program';
import { readSecret, secretWord, writeSecret } from './secrets';

/** How to get in as the one who may do everything: for tests and for looking around. */
export interface DatabaseAdmin {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly socket: string;
  readonly user: 'admin';
  readonly password: string;
  readonly schema: string;
}

export interface PreviewDatabase {
  readonly admin: DatabaseAdmin;
  /** Ends the server and waits; what it holds stays. */
  stop(): Promise<void>;
  /** Stops and starts it, on the same port. */
  restart(): Promise<void>;
}

export interface DatabaseProps {
  readonly folder: PreviewFolder;
  readonly asRoot: boolean;
  readonly port: number;
  readonly authority: string;
  readonly keyPair: KeyPair;
  readonly signal?: AbortSignal;
}

/**
 * A MariaDB of its own that demands TLS, as RDS does with our parameters. The shop's user and the password of the secret
 * `database` are settled before the server listens; nobody else can get in without a password.
 */
export async function startDatabase(props: DatabaseProps): Promise<PreviewDatabase> {
  const { folder, asRoot, port, signal } = props;
  const home = folder.around('database');
  const socket = path.join(home, 'socket');
  await prepare(home, props);
  const admin: DatabaseAdmin = {
    host: '127.0.0.1',
    port,
    socket,
    user: 'admin',
    password: adminPassword(folder),
    schema: shopSchema,
  };
  writeUsers(path.join(home, 'users.sql'), folder, admin);
  if (asRoot) await runProgram('chown', ['-R', 'mysql:mysql', home]);
  const start = async () => {
    const server = Daemon.start(
      'MariaDB',
      'mariadbd',
      serverOptions(home, port, asRoot),
      folder.around('log/mariadb.log'),
    );
    await server
      .until(() => answers(socket), signal)
      .catch(async (error: unknown) => {
        await server.stop();
        throw error;
      });
    return server;
  };
  let server = await start();
  return {
    admin,
    stop: () => server.stop(),
    restart: async () => {
      await server.stop();
      server = await start();
    },
  };
}

async function prepare(home: string, { asRoot, authority, keyPair, signal }: DatabaseProps): Promise<void> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const data = path.join(home, 'data');
  if (!existsSync(path.join(data, 'mysql'))) {
    if (asRoot) await runProgram('chown', ['mysql:mysql', home]);
    await makeDataFolder(home, asRoot ? 'mysql' : undefined, signal);
  }
  writeFileSync(path.join(home, 'ca.pem'), authority);
  await runProgram('install', ['-m', '0400', keyPair.keyFile, path.join(home, 'server.key')]);
  await runProgram('install', ['-m', '0444', keyPair.certificateFile, path.join(home, 'server.pem')]);
}

function serverOptions(home: string, port: number, asRoot: boolean): string[] {
  return [
    '--no-defaults',
    ...(asRoot ? ['--user=mysql'] : []),
    `--datadir=${path.join(home, 'data')}`,
    `--tmpdir=${home}`,
    `--socket=${path.join(home, 'socket')}`,
    `--pid-file=${path.join(home, 'pid')}`,
    `--init-file=${path.join(home, 'users.sql')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--require-secure-transport=1',
    `--ssl-ca=${path.join(home, 'ca.pem')}`,
    `--ssl-cert=${path.join(home, 'server.pem')}`,
    `--ssl-key=${path.join(home, 'server.key')}`,
    '--character-set-server=utf8mb4',
    smallLog,
    // A preview that the machine took down with it may lose its last second.
    '--innodb-flush-log-at-trx-commit=2',
  ];
}

function adminPassword(folder: PreviewFolder): string {
  const kept = readSecret(folder, 'database-admin');
  if (typeof kept?.['password'] === 'string') return kept['password'];
  const password = secretWord(32);
  writeSecret(folder, 'database-admin', { username: 'admin', password });
  return password;
}

/** Run by the server before it listens, at every start. One statement a line: that is how it reads such a file. */
function writeUsers(file: string, folder: PreviewFolder, admin: DatabaseAdmin): void {
  const { username, password } = readSecret(folder, 'database') as { username: string; password: string };
  writeFileSync(
    file,
    [
      "DELETE FROM mysql.global_priv WHERE User IN ('root', '') AND Host <> 'localhost';",
      'FLUSH PRIVILEGES;',
      `ALTER USER 'root'@'localhost' IDENTIFIED BY '${admin.password}';`,
      `CREATE DATABASE IF NOT EXISTS ${admin.schema} CHARACTER SET utf8mb4;`,
      ...account('admin', admin.password, '*.*', ' WITH GRANT OPTION'),
      ...account(username, password, `${admin.schema}.*`, ''),
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
}

function account(name: string, password: string, on: string, more: string): string[] {
  return [
    `CREATE USER IF NOT EXISTS '${name}'@'%' IDENTIFIED BY '${password}' REQUIRE SSL;`,
    `ALTER USER '${name}'@'%' IDENTIFIED BY '${password}' REQUIRE SSL;`,
    `GRANT ALL PRIVILEGES ON ${on} TO '${name}'@'%'${more};`,
  ];
}
