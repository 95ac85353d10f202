import type { ShopExpectations } from '../../lambdas/check-shop/contract';
import type { StoreConfig } from '../config/schema';

/** The longest a unit can be: a drill must not call data too old that the shop may still keep. */
const unitDays = { days: 1, weeks: 7, months: 31, years: 366 } as const;

/** What the store file says that a restored shop must be; what it leaves out is listed in the evidence, and not judged. */
export function shopExpectationsOf(
  store: Pick<StoreConfig, 'domain' | 'drill' | 'plugins' | 'staff' | 'personalData'>,
): ShopExpectations {
  const periods = Object.values(store.personalData).map(({ number, unit }) => number * unitDays[unit]);
  const { administrators } = store.staff;
  return {
    siteUrl: `https://${store.domain}`,
    ...(store.plugins.length > 0 && { plugins: store.plugins.map(({ name }) => name) }),
    ...(administrators && { administrators }),
    retentionDays: Math.max(...periods),
    quietHours: store.drill.quietHours,
  };
}
