import { type ShopCheck, notRun, passIf } from './shop-check';

export const siteUrl: ShopCheck = {
  id: 'shop-site-url',
  what: 'the shop answers at its own address',
  expected: 'not judged without an expected address',
  needs: () => ['options'],
  look: async (shop) => {
    const home = await shop.option('home');
    const admin = await shop.option('siteurl');
    const wanted = shop.expectations.siteUrl;
    if (home === undefined || admin === undefined || !URL.canParse(home) || !URL.canParse(admin)) {
      return passIf(false, `home is ${home ?? 'missing'}, siteurl is ${admin ?? 'missing'}`, 'two addresses');
    }
    if (wanted === undefined) return notRun(`no address is expected; home is ${home}, siteurl is ${admin}`);
    // Where the administration is, WordPress's configuration says, whatever a store that moved still has in `siteurl`.
    return passIf(plain(home) === plain(wanted), `home is ${home}, siteurl is ${admin}`, `home is ${wanted}`);
  },
};

function plain(url: string): string {
  return url.toLowerCase().replace(/\/+$/, '');
}
