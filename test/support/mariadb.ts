import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, createConnection } from 'mariadb';

/** A real MariaDB of its own: own folder, own port, TLS by a throwaway authority. */
export interface RunningMariaDb {
  readonly port: number;
  /** Certificate in PEM of the authority that signed the server's. */
  readonly authority: string;
  /** The name in the server's certificate. */
  readonly host: 'localhost';
  readonly master: { readonly username: string; readonly password: string };
  /** As the master, through the socket. */
  ask(sql: string): Promise<string[][]>;
  stop(): Promise<void>;
}

/** Whether a server is installed. In CI it must be: there a missing one fails the tests in place of skipping them. */
export function mariaDbIsThere(): boolean {
  const found = spawnSync('mariadbd', ['--version']).status === 0;
  if (!found && process.env['CI'] !== undefined)
    throw new Error('mariadbd must be installed in CI: apt-get install mariadb-server');
  return found;
}

/** A certificate authority made for one test, and a certificate it signed for `name`. */
export function throwawayAuthority(folder: string, name: string): { readonly authority: string } {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const fresh = ['-newkey', 'rsa:2048', '-nodes'];
  openssl('req', '-x509', ...fresh, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=throwaway');
  openssl('req', ...fresh, '-keyout', 'server.key', '-out', 'server.csr', '-subj', `/CN=${name}`);
  writeFileSync(path.join(folder, 'names.cnf'), `subjectAltName=DNS:${name}\n`);
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names.cnf'];
  openssl('x509', '-req', '-in', 'server.csr', ...signed, '-out', 'server.pem');
  return { authority: readFileSync(path.join(folder, 'ca.pem'), 'utf8') };
}

/**
 * Starts a server on loopback that demands TLS, as RDS does with our parameters. `certifiedName` is what its certificate says;
 * it answers at `localhost` whatever that is.
 */
export async function startMariaDb(certifiedName = 'localhost'): Promise<RunningMariaDb> {
  const folder = mkdtempSync(path.join(tmpdir(), 'storefort-mariadb-'));
  const { authority } = throwawayAuthority(folder, certifiedName);
  const data = path.join(folder, 'data');
  const socket = path.join(folder, 'socket');
  const asUser = process.getuid?.() === 0 ? ['--user=root'] : [];
  execFileSync(
    'mariadb-install-db',
    ['--no-defaults', ...asUser, `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { stdio: 'pipe' },
  );
  const port = await freePort();
  const server = spawn(
    'mariadbd',
    [
      '--no-defaults',
      ...asUser,
      `--datadir=${data}`,
      // A server that starts deletes the temporary tables it finds there: in a shared folder, another server's.
      `--tmpdir=${folder}`,
      `--socket=${socket}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--require-secure-transport=1',
      `--ssl-ca=${path.join(folder, 'ca.pem')}`,
      `--ssl-cert=${path.join(folder, 'server.pem')}`,
      `--ssl-key=${path.join(folder, 'server.key')}`,
      '--plugin-load-add=auth_ed25519',
    ],
    { stdio: 'ignore' },
  );
  const root = await connected(socket);
  const master = { username: 'admin', password: 'the-master-of-a-throwaway-server' };
  await root.query("CREATE USER 'admin'@'%' IDENTIFIED BY ? REQUIRE SSL", [master.password]);
  await root.query("GRANT ALL PRIVILEGES ON *.* TO 'admin'@'%' WITH GRANT OPTION");
  return {
    port,
    authority,
    host: 'localhost',
    master,
    ask: async (sql) => root.query<string[][]>({ sql, rowsAsArray: true }),
    stop: async () => {
      await root.end();
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function connected(socketPath: string): Promise<Connection> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await createConnection({ socketPath, user: 'root' });
    } catch (error) {
      if (attempt >= 150) throw new Error('the throwaway MariaDB did not start', { cause: error });
      await sleep(200);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
