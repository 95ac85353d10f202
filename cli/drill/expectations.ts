import type { DumpFacts } from '../../lambdas/shared/dump/dump-facts';
import type { Manifest } from '../../lambdas/shared/manifest';
import type { Expectations } from '../../lambdas/shared/shop-checks/expectations';
import type { StoreConfig } from '../../lib/config/schema';
import { shopExpectationsOf } from '../../lib/drills/shop-expectations';

/**
 * What a store file says of the shop that comes out of a dump. What it does not say is listed, not judged.
 * @param modifiedAt of the dump's file
 */
export function expectationsOf(
  store: StoreConfig | undefined,
  dump: Pick<DumpFacts, 'completedAt'> & { readonly modifiedAt: Date },
  manifest: Manifest | undefined,
): Expectations {
  const takenAt = manifest?.database.time ?? takenAtOf(dump);
  if (store === undefined) return { takenAt };
  const { plugins, administrators, ...others } = shopExpectationsOf(store);
  return {
    takenAt,
    ...others,
    ...(plugins && { plugins: [...plugins] }),
    ...(administrators && { administrators: [...administrators] }),
  };
}

const hourMs = 3_600_000;

/**
 * A dump says when it was completed without saying in which zone. A file that was last written when it may have been completed,
 * in any zone there is (UTC-12 to UTC+14), tells the instant; of another it is the latest there could be: an order from after
 * that is from nowhere.
 */
function takenAtOf({
  completedAt,
  modifiedAt,
}: {
  readonly completedAt?: string;
  readonly modifiedAt: Date;
}): string | undefined {
  const local = completedAt === undefined ? NaN : Date.parse(`${completedAt}Z`);
  if (Number.isNaN(local)) return undefined;
  const behindMs = modifiedAt.getTime() - local;
  const isOfThen = behindMs >= -14 * hourMs && behindMs <= 12 * hourMs;
  return (isOfThen ? modifiedAt : new Date(local + 12 * hourMs)).toISOString();
}
