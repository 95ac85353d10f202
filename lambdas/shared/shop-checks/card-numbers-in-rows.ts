import { contextExcuses } from '../card-numbers/context';
import { findCardNumbers } from '../card-numbers/find-card-numbers';
import type { OpenShop } from './open-shop';
import { type Column, quotedName } from './schema-tables';
import { suspicion } from './scan-tables';
import type { Value } from './shop-database';

/** A card number's place, and the digits of it that may be told. */
export interface FoundCard {
  readonly table: string;
  readonly column: string;
  /** Primary key of its row, where that is a number. */
  readonly row?: string;
  readonly masked: string;
  readonly isTestNumber: boolean;
}

/** Columns that say what another column of the row is about. */
const keyColumns = new Set(['meta_key', 'option_name']);

/** Looks into the rows of a table that the server suspects. */
export async function* cardNumbersIn(shop: OpenShop, table: string): AsyncGenerator<FoundCard> {
  const columns = shop.tables.get(table) ?? [];
  const searched = columns.flatMap((column) => {
    const condition = suspicion(column);
    return condition === undefined ? [] : [{ column, condition }];
  });
  const rowId = columns.find((column) => column.inPrimaryKey && column.type.endsWith('int'));
  const key = columns.find(({ name }) => keyColumns.has(name));
  const selected = [
    nameOrNull(rowId),
    nameOrNull(key),
    ...searched.map(({ column, condition }) => `IF(${condition}, ${quotedName(column.name)}, NULL)`),
  ];
  const statement = `SELECT ${selected.join(', ')} FROM ${quotedName(shop.schema)}.${quotedName(table)}
    WHERE ${searched.map(({ condition }) => condition).join(' OR ')}`;
  for await (const [row, metaKey, ...values] of shop.database.stream(statement)) {
    for (const [index, { column }] of searched.entries()) {
      const about = keyColumns.has(column.name) ? undefined : (metaKey ?? undefined);
      if (contextExcuses(table, column.name, about)) continue;
      yield* cardsOf(values[index], { table, column: column.name, row: row ?? undefined });
    }
  }
}

function* cardsOf(value: Value | undefined, place: Pick<FoundCard, 'table' | 'column' | 'row'>): Generator<FoundCard> {
  for (const { masked, isTestNumber } of findCardNumbers(value ?? '')) yield { ...place, masked, isTestNumber };
}

function nameOrNull(column: Column | undefined): string {
  return column === undefined ? 'NULL' : quotedName(column.name);
}
