import { type ShopCheck, notRun, passIf } from './shop-check';
import { sqlTime, utcTime } from './times';

const mostHours = 24;
const mostOverdue = 10;

/** A shop whose queue stands still sends no mail, renews nothing and erases nothing, and looks well. */
export const scheduler: ShopCheck = {
  id: 'shop-scheduler',
  what: "the scheduler's queue is worked off",
  expected: `at most ${mostOverdue} actions more than ${mostHours} hours late, and none while nothing runs`,
  needs: () => ['actionscheduler_actions'],
  look: async (shop) => {
    const actions = shop.t('actionscheduler_actions');
    const [row] = await shop.rows(`SELECT MAX(last_attempt_gmt) FROM ${actions}`);
    const lastRun = utcTime(row?.[0]);
    const { takenAt } = shop.expectations;
    const now = takenAt === undefined ? lastRun : new Date(takenAt);
    if (now === undefined) return notRun('neither the time of the recovery point nor of the last action is known');
    const limit = sqlTime(now, -mostHours * 3600);
    // Never set (`0000-00-00`) is not late.
    const overdue = await shop.number(
      `SELECT COUNT(*) FROM ${actions} WHERE status IN ('pending', 'in-progress') AND scheduled_date_gmt < ?
        AND scheduled_date_gmt > '1970-01-02'`,
      [limit],
    );
    const stands = lastRun === undefined || sqlTime(lastRun) < limit;
    const ran = lastRun === undefined ? 'none ever ran' : `the last ran ${lastRun.toISOString()}`;
    return passIf(overdue <= mostOverdue && !(overdue > 0 && stands), `${overdue} actions are late; ${ran}`);
  },
};
