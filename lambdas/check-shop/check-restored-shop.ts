import { verdictOf } from '../shared/check-result';
import type { CheckShopEvent, ShopFindings } from './contract';
import type { CheckShop, ShopDatabases } from './ports';

/** AWS hands states 256 KiB at most; this leaves room for the rest. */
const longestText = 2_000;

/**
 * Reads a restored shop and says what was found. What leaves here is counts, names and verdicts: whoever sees customer data has no way
 * out.
 * @throws Error when the server cannot be logged in to: another try may
 */
export async function checkRestoredShop(
  { restore, expectations }: CheckShopEvent,
  ports: {
    readonly databases: ShopDatabases;
    readonly check: CheckShop;
    readonly schema: string;
    readonly now: () => Date;
  },
): Promise<ShopFindings> {
  const startedAt = ports.now().toISOString();
  const database = await ports.databases.open(restore.database);
  try {
    const { plugins, administrators, ...rest } = expectations;
    const { results, counts } = await ports.check(database, ports.schema, {
      ...rest,
      ...(plugins && { plugins: [...plugins] }),
      ...(administrators && { administrators: [...administrators] }),
      ...(restore.takenAt !== undefined && { takenAt: restore.takenAt }),
    });
    return {
      verdict: verdictOf(results),
      results: results.map((result) => ({
        ...result,
        observed: short(result.observed),
        expected: short(result.expected),
      })),
      ...(counts && { counts }),
      startedAt,
      checkedAt: ports.now().toISOString(),
    };
  } finally {
    await database.close();
  }
}

function short(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)} …`;
}
