import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection } from 'mariadb';
import { Daemon } from '../../cli/host/daemon';
import { answers, makeDataFolder } from '../../cli/mariadb/data-folder';
import { serverAccount } from '../../cli/mariadb/installed';
import { generateShop, type ShopPlan } from '../../test/support/shop-generator/generate-shop';

/** A MariaDB of the bench's own, with shops to dump. */
export interface SourceServer {
  readonly socket: string;
  /** Makes a shop, unless its schema is there. */
  makeShop(plan: ShopPlan & { readonly schema: string }): Promise<void>;
  /** Arguments of mariadb-dump that write a dump as the nightly export does, but uncompressed into a file. */
  dumpArguments(schema: string, file: string): string[];
  /** @returns rows as the server's text */
  ask(sql: string): Promise<string[][]>;
  stop(): Promise<void>;
}

/** Settings as a database of this size has them; nothing is synced, so that a slow disk of the bench's machine decides nothing. */
export async function startSourceServer(options: readonly string[] = []): Promise<SourceServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'storefort-bench-'));
  const account = serverAccount();
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  const socket = path.join(folder, 'socket');
  await makeDataFolder(folder, account?.name);
  const args = [
    '--no-defaults',
    ...(account === undefined ? [] : [`--user=${account.name}`]),
    `--datadir=${path.join(folder, 'data')}`,
    `--socket=${socket}`,
    `--pid-file=${path.join(folder, 'pid')}`,
    // Two servers that work in /tmp at once can take each other's temporary tables away.
    `--tmpdir=${folder}`,
    '--skip-networking',
    '--skip-log-bin',
    '--innodb-buffer-pool-size=2G',
    '--innodb-log-file-size=1G',
    '--innodb-flush-log-at-trx-commit=0',
    '--max-allowed-packet=1G',
    ...options,
  ];
  const server = Daemon.start('MariaDB', 'mariadbd', args, path.join(folder, 'log'));
  await server.until(() => answers(socket));
  const connection = await createConnection({ socketPath: socket, user: 'root' });
  const ask = (sql: string) => connection.query<string[][]>({ sql, rowsAsArray: true });
  return {
    socket,
    ask,
    dumpArguments: (schema, file) => [
      '--no-defaults',
      `--socket=${socket}`,
      '--user=root',
      ...['--single-transaction', '--quick', '--hex-blob', '--routines', '--triggers', '--skip-lock-tables'],
      '--default-character-set=utf8mb4',
      `--result-file=${file}`,
      schema,
    ],
    makeShop: (plan) => generateShop(ask, plan),
    stop: async () => {
      await connection.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
