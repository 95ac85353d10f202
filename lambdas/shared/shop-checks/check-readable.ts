import { scanTables } from './scan-tables';
import { type ShopCheck, passIf } from './shop-check';

export const readable: ShopCheck = {
  id: 'shop-readable',
  what: 'every row of every table can be read',
  expected: 'all tables to the last row',
  needs: () => [],
  look: async (shop) => {
    const { tables, unreadable } = await scanTables(shop);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const faults = [...unreadable].map(([table, fault]) => `${table}: ${fault}`);
    return passIf(
      faults.length === 0,
      faults.length === 0
        ? `${rows} rows of ${tables.length} tables`
        : `${faults.length} of ${faults.length + tables.length} tables cannot be read: ${faults.slice(0, 20).join('; ')}`,
    );
  },
};
