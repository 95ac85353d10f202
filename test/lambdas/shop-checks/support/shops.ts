import { type Connection, createConnection } from 'mariadb';
import { checkShop, type ShopProof } from '../../../../lambdas/shared/shop-checks/check-shop';
import type { Expectations } from '../../../../lambdas/shared/shop-checks/expectations';
import type { ShopDatabase, Value } from '../../../../lambdas/shared/shop-checks/shop-database';
import { withoutSecrets } from '../../../../lambdas/shared/mariadb-errors';
import { type RunningMariaDb, startMariaDb } from '../../../support/mariadb';
import { generateShop, type ShopPlan } from '../../../support/shop-generator/generate-shop';
import { pluginFolders, siteUrl } from '../../../support/shop-generator/settings';

/** What the generator's shops are held against. */
export const expectations: Expectations = {
  takenAt: '2026-11-25T01:30:00Z',
  quietHours: 24,
  siteUrl,
  plugins: pluginFolders,
  administrators: ['owner', 'agency'],
  retentionDays: 800,
};

/** Shops on a real server: one connection breaks them and reads them, so that what was broken can be rolled back. */
export class Shops {
  private constructor(
    readonly server: RunningMariaDb,
    private readonly connection: Connection,
  ) {}

  static async start(): Promise<Shops> {
    const server = await startMariaDb();
    const { host, port, master, authority } = server;
    const connection = await createConnection({
      host,
      port,
      user: master.username,
      password: master.password,
      ssl: { ca: [authority] },
      rowsAsArray: true,
      typeCast: (column) => column.string(),
    });
    return new Shops(server, connection);
  }

  async stop(): Promise<void> {
    await this.connection.end();
    await this.server.stop();
  }

  /** Its errors are told as the product's adapter tells them. */
  readonly database: ShopDatabase = {
    rows: (statement, values = []) => withoutSecrets(this.connection.query<Value[][]>(statement, [...values])),
    stream: (statement, values = []) => this.connection.queryStream(statement, [...values]) as AsyncIterable<Value[]>,
  };

  async ask(statement: string): Promise<Value[][]> {
    return this.connection.query<Value[][]>(statement);
  }

  /** A new shop; an earlier one of the schema's name is dropped. */
  async make(plan: ShopPlan & { readonly schema: string }): Promise<void> {
    await this.ask(`DROP DATABASE IF EXISTS \`${plan.schema}\``);
    await generateShop((statement) => this.ask(statement), plan);
  }

  check(schema: string, over: Partial<Expectations> = {}): Promise<ShopProof> {
    return checkShop(this.database, schema, { ...expectations, ...over });
  }

  /** Checks the shop with `statements` (`{p}`: its schema and prefix) done to it, and undoes them. No DDL: it cannot be undone. */
  async checkWith(
    { schema, prefix = 'wp_' }: { readonly schema: string; readonly prefix?: string },
    statements: readonly string[],
    over: Partial<Expectations> = {},
  ): Promise<ShopProof> {
    await this.ask('START TRANSACTION');
    try {
      for (const statement of statements) await this.ask(statement.replaceAll('{p}', `\`${schema}\`.${prefix}`));
      return await this.check(schema, over);
    } finally {
      await this.ask('ROLLBACK');
    }
  }
}

/** Ids by verdict, without those that passed. */
export function verdicts({ results }: ShopProof): Record<'fail' | 'error' | 'not-run', string[]> {
  const of = (verdict: string) => results.filter((result) => result.verdict === verdict).map(({ id }) => id);
  return { fail: of('fail'), error: of('error'), 'not-run': of('not-run') };
}

export function observed({ results }: ShopProof, id: string): string {
  return results.find((result) => result.id === id)?.observed ?? 'no such check';
}
