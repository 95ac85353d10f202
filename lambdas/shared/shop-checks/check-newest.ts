import type { OpenShop } from './open-shop';
import { type ShopCheck, notRun, passIf, tooMany } from './shop-check';
import { sqlTime, utcTime } from './times';

/** Clocks of hosts and of the database differ. */
const skewMinutes = 15;

/**
 * Whether the newest order is as old as the recovery point says: an old dump under a new name shows, and so does one taken later.
 * Age counts from the recovery point, not from now.
 */
export const newest: ShopCheck = {
  id: 'shop-orders-newest',
  what: 'the newest order is of the time of the recovery point',
  expected: 'not judged without the time of the recovery point',
  needs: ({ storage }) => [storage === 'hpos' ? 'wc_orders' : 'posts'],
  look: async (shop) => {
    const { takenAt, quietHours } = shop.expectations;
    const age = await ageOf(shop, takenAt === undefined ? undefined : new Date(takenAt));
    const seen = `${age.orders} orders${age.newest === undefined ? '' : `, the newest of ${age.newest.toISOString()}`}`;
    if (takenAt === undefined) return notRun(`no time of the recovery point is known; ${seen}`);
    // One or two were dated ahead by hand.
    const isLater = tooMany(age.later, age.orders, 0);
    const expected = `none after ${takenAt}`;
    const observed = age.later === 0 ? seen : `${seen}, ${age.later} after the recovery point`;
    if (quietHours === undefined) {
      return isLater
        ? passIf(false, observed, expected)
        : notRun(`nobody says how long the shop may be quiet; ${seen}`);
    }
    const isStale = age.newest !== undefined && Date.parse(takenAt) - age.newest.getTime() > quietHours * 3_600_000;
    return passIf(
      !isLater && !isStale,
      observed,
      `${expected}, and the newest not more than ${quietHours} hours before`,
    );
  },
};

interface Age {
  readonly orders: number;
  /** Of those not after the time. */
  readonly newest?: Date;
  /** How many are after the time. */
  readonly later: number;
}

async function ageOf(shop: OpenShop, at: Date | undefined): Promise<Age> {
  const { from, createdAt, isOrder } = shop.orders;
  const until = at === undefined ? '9999-12-31 00:00:00' : sqlTime(at, skewMinutes * 60);
  const [row] = await shop.rows(
    `SELECT COUNT(*), COALESCE(SUM(${createdAt} > ?), 0), MAX(IF(${createdAt} > ?, NULL, ${createdAt}))
      FROM ${from} WHERE ${isOrder}`,
    [until, until],
  );
  return { orders: Number(row?.[0]), later: Number(row?.[1]), newest: utcTime(row?.[2]) };
}
