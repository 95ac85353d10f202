import { type ShopCheck, passIf, tooMany } from './shop-check';

const mostPercent = 10;

/** WooCommerce keeps a row for each product that its lists are sorted by: it tells of products that are gone. */
export const products: ShopCheck = {
  id: 'shop-products',
  what: 'products are there',
  expected: `at least one, and at most ${mostPercent} % of those that WooCommerce lists are gone`,
  needs: () => ['posts', 'wc_product_meta_lookup'],
  look: async (shop) => {
    const [listed = 0, gone = 0] = await shop.numbers(
      `SELECT COUNT(*), SUM(p.ID IS NULL) FROM ${shop.t('wc_product_meta_lookup')} l
        LEFT JOIN ${shop.t('posts')} p ON p.ID = l.product_id`,
    );
    const count = await shop.productCount();
    return passIf(
      count > 0 && !tooMany(gone, listed, mostPercent),
      `${count} products; ${gone} of ${listed} listed are gone`,
    );
  },
};
