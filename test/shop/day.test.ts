import { accountsChange } from './day/accounts-change';
import { Day } from './day/a-day';
import { shoppersBuy } from './day/shoppers-buy';
import { staffWrites } from './day/staff-writes';
import { addressesIn, targetsAt } from './support/links';
import { describeHost, isReal } from './support/shop';

/** One day of a shop, told in order: each test goes on where the one before it ended. */
describeHost()('A day of work', () => {
  let day: Day;

  beforeAll(async () => {
    day = await Day.begin();
  }, 300_000);
  afterAll(() => day.shop.close(), 60_000);

  staffWrites(() => day);
  shoppersBuy(() => day);
  accountsChange(() => day);

  test('cron works off what is due', async () => {
    await day.shop.host.preview.script('bin/cron.sh');
  }, 60_000);

  describe('at the end of the day', () => {
    test('no page that a shopper saw names the staff door', () => {
      const told = day.mia.seen
        .filter(({ answer }) => `${JSON.stringify(answer.headers)}${answer.body}`.includes(day.staffHost))
        .map(({ target }) => target);
      expect(day.mia.seen.length).toBeGreaterThan(40);
      expect([...new Set(told)]).toEqual([]);
    });

    test('no mail to a customer names it', () => {
      const told = day.customerMails().filter(({ text, subject }) => `${subject}${text}`.includes(day.staffHost));
      expect(day.customerMails().length).toBeGreaterThanOrEqual(isReal ? 7 : 4);
      expect(
        told.map(
          ({ to: reader, subject, text }) =>
            `${reader}: ${subject}: ${addressesIn(text)
              .filter((each) => each.includes(day.staffHost))
              .join(' ')}`,
        ),
      ).toEqual([]);
    });

    test('every link in them opens at the shop door', async () => {
      const targets = new Set(day.customerMails().flatMap(({ text }) => targetsAt(day.shopHost, text)));
      expect(targets.size).toBeGreaterThan(3);
      for (const target of targets) if (!day.followed.has(target)) await day.opensAtShop(target);
    }, 120_000);

    test('nothing that was stored names it: articles, products, revisions, comments, orders', async () => {
      const found = await day.shop.host.preview.php(`
        foreach ($wpdb->get_col("SHOW TABLES LIKE '{$wpdb->prefix}%'") as $table) {
            if (preg_match('/(posts|postmeta|comments|commentmeta|wc_orders|wc_orders_meta|order_itemmeta|order_items|termmeta|term_taxonomy)$/', $table)) {
                foreach ($wpdb->get_results("SELECT * FROM $table", ARRAY_A) as $row) {
                    foreach ($row as $column => $value) {
                        if (str_contains((string) $value, '${day.staffHost}')) {
                            echo "$table.$column: ", substr((string) $value, max(0, strpos((string) $value, '${day.staffHost}') - 40), 120), "\\n";
                        }
                    }
                }
            }
        }`);
      expect(found).toBe('');
    }, 60_000);

    test('PHP reported no error, and no file was included that is not the release’s', () => {
      const log = day.shop.host.read('var/log/storefort/php-error.log');
      expect(log.match(/.*(Fatal error|included-file|mail-failed).*/g) ?? []).toEqual([]);
    });
  });
});
