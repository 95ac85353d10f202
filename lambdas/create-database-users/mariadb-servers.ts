import { type Connection, createConnection } from 'mariadb';
import { withoutSecrets } from '../shared/mariadb-errors';
import type { Credentials, DatabaseServers, DatabaseSession, Endpoint } from './ports';

/** MariaDB over TLS 1.2 and up. A server whose certificate these authorities did not sign for its name gets no password. */
export class MariaDbServers implements DatabaseServers {
  /** @param authorities certificates in PEM; without any the client would settle for less than a verified chain */
  constructor(private readonly authorities: readonly string[]) {
    if (authorities.length === 0) throw new Error('at least one certificate authority is needed');
  }

  async open(endpoint: Endpoint, credentials: Credentials): Promise<DatabaseSession> {
    const connection = await withoutSecrets(
      createConnection({
        host: endpoint.host,
        port: endpoint.port,
        user: credentials.username,
        password: credentials.password,
        // Named, because the client asks for the name only after it has logged in; Node asks during the handshake.
        ssl: {
          ca: [...this.authorities],
          rejectUnauthorized: true,
          servername: endpoint.host,
          minVersion: 'TLSv1.2',
        } as { ca: string[] },
        connectTimeout: 10_000,
        socketTimeout: 30_000,
        rowsAsArray: true,
        permitLocalInfile: false,
        multipleStatements: false,
        logParam: false,
      }),
    );
    connection.on('error', () => {
      // The statement that is under way fails with it; unheard, the event would end the process.
    });
    return new MariaDbSession(connection);
  }
}

class MariaDbSession implements DatabaseSession {
  constructor(private readonly connection: Connection) {}

  async run(statement: string, values: readonly string[] = []): Promise<readonly (readonly string[])[]> {
    const rows: unknown = await withoutSecrets(this.connection.query(statement, [...values]));
    return Array.isArray(rows) ? (rows as unknown[][]).map((row) => row.map(String)) : [];
  }

  async close(): Promise<void> {
    try {
      await this.connection.end();
    } catch {
      this.connection.destroy();
    }
  }
}
