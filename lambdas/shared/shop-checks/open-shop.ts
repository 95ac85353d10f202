import type { Expectations } from './expectations';
import { type OrderColumns, orderColumns } from './order-columns';
import { quotedName, type SchemaTables } from './schema-tables';
import type { ShopDatabase, Value } from './shop-database';
import type { Storage } from './shop-tables';

/** A shop in a database, and what it is held against. Reads are made once, however many checks ask. */
export class OpenShop {
  private readonly done = new Map<string, Promise<unknown>>();

  constructor(
    readonly database: ShopDatabase,
    readonly schema: string,
    /** All of the schema, the shop's and others. */
    readonly tables: SchemaTables,
    readonly prefix: string,
    readonly storage: Storage,
    readonly expectations: Expectations,
  ) {}

  /** A table of the shop, qualified and quoted. */
  t(name: string): string {
    return `${quotedName(this.schema)}.${quotedName(this.prefix + name)}`;
  }

  get orders(): OrderColumns {
    return orderColumns(this.storage, (name) => this.t(name));
  }

  /** What was read before under this key, or is read now. */
  once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.done.get(key) ?? read();
    this.done.set(key, known);
    return known as Promise<T>;
  }

  rows(statement: string, values: readonly string[] = []): Promise<readonly (readonly Value[])[]> {
    return this.once(JSON.stringify([statement, ...values]), () => this.database.rows(statement, values));
  }

  /** The numbers of a statement's only row; NULL, as the sum of nothing is, becomes 0. */
  async numbers(statement: string, values: readonly string[] = []): Promise<number[]> {
    const [row = []] = await this.rows(statement, values);
    return row.map((value) => Number(value ?? 0));
  }

  async number(statement: string, values: readonly string[] = []): Promise<number> {
    const [first = 0] = await this.numbers(statement, values);
    return first;
  }

  /** Undefined when there is none of this name. */
  async option(name: string): Promise<string | undefined> {
    const rows = await this.rows(`SELECT option_value FROM ${this.t('options')} WHERE option_name = ?`, [name]);
    return rows[0]?.[0] ?? undefined;
  }

  orderCount(): Promise<number> {
    const { from, isOrder } = this.orders;
    return this.number(`SELECT COUNT(*) FROM ${from} WHERE ${isOrder}`);
  }

  productCount(): Promise<number> {
    const isProduct = `post_type = 'product' AND post_status NOT IN ('auto-draft', 'trash')`;
    return this.number(`SELECT COUNT(*) FROM ${this.t('posts')} WHERE ${isProduct}`);
  }

  customerCount(): Promise<number> {
    return this.number(`SELECT COUNT(*) FROM ${this.t('wc_customer_lookup')}`);
  }

  userCount(): Promise<number> {
    return this.number(`SELECT COUNT(*) FROM ${this.t('users')}`);
  }
}
