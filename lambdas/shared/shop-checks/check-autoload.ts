import { type ShopCheck, passIf } from './shop-check';

/** WordPress's own health check complains from 800 kB on; far above, each page of the shop reads and unpacks megabytes. */
const mostBytes = 3_000_000;

export const autoload: ShopCheck = {
  id: 'shop-autoload',
  what: 'the options that every page loads are of a sane size',
  expected: `at most ${mostBytes} bytes`,
  needs: () => ['options'],
  look: async (shop) => {
    const loaded = `FROM ${shop.t('options')} WHERE autoload IN ('yes', 'on', 'auto', 'auto-on')`;
    const [bytes = 0, options = 0] = await shop.numbers(`SELECT SUM(LENGTH(option_value)), COUNT(*) ${loaded}`);
    const [largest = []] = await shop.rows(
      `SELECT option_name, LENGTH(option_value) ${loaded} ORDER BY 2 DESC LIMIT 1`,
    );
    const [name, size] = largest;
    const seen = `${bytes} bytes in ${options} options`;
    // Without the few that WordPress itself loads there is no site.
    return passIf(options > 0 && bytes <= mostBytes, name ? `${seen}, the largest ${name} with ${size}` : seen);
  },
};
