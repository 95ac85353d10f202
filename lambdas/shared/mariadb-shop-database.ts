import type { Readable } from 'node:stream';
import { type Connection, type ConnectionConfig, createConnection } from 'mariadb';
import { ConnectionPool } from './connection-pool';
import { plainDatabaseError, withoutSecrets } from './mariadb-errors';
import type { ShopDatabase, Value } from './shop-checks/shop-database';

/** Over a socket of this machine, or over TLS that these authorities (PEM) vouch for. */
export type DatabaseAddress =
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: number; readonly authorities: readonly string[] };

export interface ShopDatabaseProps {
  readonly address: DatabaseAddress;
  readonly user: string;
  readonly password: string;
  readonly schema: string;
  /** Statements that may run at once; a statement within a stream needs a second. @default 2 */
  readonly connections?: number;
  /** What one statement may take, in seconds; it fails with ER_STATEMENT_TIMEOUT then. @default 600 */
  readonly statementSeconds?: number;
}

/**
 * A restored shop in MariaDB, read as text. Its sessions are read-only, in UTC, with the quoting rules of no `sql_mode`, whatever
 * the server's own settings are.
 */
export class MariaDbShopDatabase implements ShopDatabase {
  private constructor(private readonly pool: ConnectionPool) {}

  /** @throws Error with the server's code when nobody answers, or lets us in */
  static async open(props: ShopDatabaseProps): Promise<MariaDbShopDatabase> {
    const pool = new ConnectionPool();
    try {
      for (let n = 0; n < (props.connections ?? 2); n += 1) pool.add(await connected(props));
    } catch (error) {
      await pool.end();
      throw error;
    }
    return new MariaDbShopDatabase(pool);
  }

  async rows(statement: string, values: readonly string[] = []): Promise<readonly (readonly Value[])[]> {
    const connection = await this.pool.take();
    try {
      return await withoutSecrets(connection.query<Value[][]>(statement, [...values]));
    } finally {
      this.pool.giveBack(connection);
    }
  }

  async *stream(statement: string, values: readonly string[] = []): AsyncIterable<readonly Value[]> {
    const connection = await this.pool.take();
    try {
      yield* rowsOf(connection, statement, values);
    } finally {
      this.pool.giveBack(connection);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

async function* rowsOf(
  connection: Connection,
  statement: string,
  values: readonly string[],
): AsyncGenerator<readonly Value[]> {
  // `close` is missing from the client's types.
  const stream = connection.queryStream(statement, [...values]) as Readable & { close(): void };
  try {
    for await (const row of stream) yield row as Value[];
  } catch (error) {
    throw plainDatabaseError(error);
  } finally {
    // Left early, the rows that are still on their way are dropped, and the connection serves the next statement.
    stream.close();
  }
}

async function connected({ statementSeconds = 600, ...props }: ShopDatabaseProps): Promise<Connection> {
  const connection = await withoutSecrets(
    createConnection({
      ...endpoint(props.address),
      user: props.user,
      password: props.password,
      database: props.schema,
      initSql: [
        'SET SESSION TRANSACTION READ ONLY',
        `SET SESSION sql_mode = '', time_zone = '+00:00', max_statement_time = ${statementSeconds}`,
      ],
      connectTimeout: 10_000,
      // A peer that is gone without a word fails the statement that waits for it.
      keepAliveDelay: 30_000,
      rowsAsArray: true,
      typeCast: (column) => column.string(),
      permitLocalInfile: false,
      multipleStatements: false,
      logParam: false,
    }),
  );
  // The statement that is under way fails with it; unheard, the event would end the process.
  connection.on('error', () => undefined);
  return connection;
}

function endpoint(address: DatabaseAddress): ConnectionConfig {
  if ('socketPath' in address) return { socketPath: address.socketPath };
  const { host, port, authorities } = address;
  if (authorities.length === 0) throw new Error('at least one certificate authority is needed');
  // `servername` is named, because the client asks for the name only after it has logged in; Node asks during the handshake.
  const ssl = { ca: [...authorities], rejectUnauthorized: true, servername: host, minVersion: 'TLSv1.2' };
  return { host, port, ssl: ssl as { ca: string[] } };
}
