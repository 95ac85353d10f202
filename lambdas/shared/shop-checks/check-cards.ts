import { cardNumbersIn, type FoundCard } from './card-numbers-in-rows';
import { scanTables } from './scan-tables';
import { type ShopCheck, notRun, passIf } from './shop-check';

/** More places than anybody looks at one by one. */
const mostListed = 20;

export const cards: ShopCheck = {
  id: 'shop-cards',
  what: 'no table holds a card number',
  expected: 'none',
  requirement: 'PCI DSS 3.5.1',
  needs: () => [],
  look: async (shop) => {
    const { tables: scanned, unreadable } = await scanTables(shop);
    const listed: FoundCard[] = [];
    const tables = new Set<string>();
    let count = 0;
    for (const { table } of scanned.filter(({ suspects }) => suspects > 0)) {
      for await (const card of cardNumbersIn(shop, table)) {
        count += 1;
        tables.add(table);
        if (listed.length < mostListed) listed.push(card);
      }
    }
    if (count > 0) {
      const more = count > listed.length ? `; and ${count - listed.length} more` : '';
      return passIf(false, `${count} in ${[...tables].join(', ')}: ${listed.map(placeOf).join('; ')}${more}`);
    }
    if (unreadable.size > 0) return notRun(`${[...unreadable.keys()].join(', ')} cannot be read`);
    return passIf(true, `none in ${scanned.reduce((sum, { rows }) => sum + rows, 0)} rows`);
  },
};

function placeOf({ table, column, row, masked, isTestNumber }: FoundCard): string {
  const at = row === undefined ? '' : ` row ${row}`;
  return `${table}.${column}${at} ${masked}${isTestNumber ? ' (test number)' : ''}`;
}
