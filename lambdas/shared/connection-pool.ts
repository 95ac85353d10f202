import type { Connection } from 'mariadb';

/** Connections that are lent to one statement each. A broken one is not lent again; when all are broken, nobody waits for one. */
export class ConnectionPool {
  private readonly all: Connection[] = [];
  private readonly idle: Connection[] = [];
  private readonly waiting: (() => void)[] = [];

  add(connection: Connection): void {
    this.all.push(connection);
    this.idle.push(connection);
  }

  /** @throws Error when no connection is left */
  async take(): Promise<Connection> {
    for (;;) {
      if (!this.all.some((one) => one.isValid())) throw new Error('database: no connection is left');
      const connection = this.idle.pop();
      if (connection?.isValid()) return connection;
      if (connection === undefined) await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  giveBack(connection: Connection): void {
    this.idle.push(connection);
    // All of them, since a broken connection is nobody's: each looks again.
    for (const look of this.waiting.splice(0)) look();
  }

  async end(): Promise<void> {
    await Promise.all(
      this.all.map(async (connection) => {
        try {
          await connection.end();
        } catch {
          connection.destroy();
        }
      }),
    );
  }
}
