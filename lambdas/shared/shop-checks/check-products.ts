import type { OpenShop } from './open-shop';
import { type ShopCheck, passIf, tooMany } from './shop-check';

const mostPercent = 10;

/**
 * WooCommerce keeps a row for each product that its lists are sorted by: it tells of products that are gone. And it saves no product
 * without a type and without any of its basic fields: it tells of lost meta and terms.
 */
export const products: ShopCheck = {
  id: 'shop-products',
  what: 'products are there, with their meta and types',
  expected: `at least one, and at most ${mostPercent} % of those that WooCommerce lists are gone, or lack their meta or type`,
  needs: () => ['posts', 'postmeta', 'terms', 'term_taxonomy', 'term_relationships', 'wc_product_meta_lookup'],
  look: async (shop) => {
    const [listed = 0, gone = 0] = await shop.numbers(
      `SELECT COUNT(*), SUM(p.ID IS NULL) FROM ${shop.t('wc_product_meta_lookup')} l
        LEFT JOIN ${shop.t('posts')} p ON p.ID = l.product_id`,
    );
    const count = await shop.productCount();
    const [published = 0, bare = 0, untyped = 0] = await shop.numbers(lacks(shop));
    const isSound =
      !tooMany(gone, listed, mostPercent) &&
      !tooMany(bare, published, mostPercent) &&
      !tooMany(untyped, published, mostPercent);
    return passIf(
      count > 0 && isSound,
      `${count} products; ${gone} of ${listed} listed are gone; of ${published} published ${bare} lack their meta, ${untyped} their type`,
    );
  },
};

function lacks(shop: OpenShop): string {
  const meta = `SELECT 1 FROM ${shop.t('postmeta')} m WHERE m.post_id = p.ID
    AND m.meta_key IN ('_price', '_regular_price', '_sku', '_stock_status')`;
  const type = `SELECT 1 FROM ${shop.t('term_relationships')} r
    JOIN ${shop.t('term_taxonomy')} x ON x.term_taxonomy_id = r.term_taxonomy_id AND x.taxonomy = 'product_type'
    JOIN ${shop.t('terms')} t ON t.term_id = x.term_id WHERE r.object_id = p.ID`;
  return `SELECT COUNT(*), SUM(NOT EXISTS (${meta})), SUM(NOT EXISTS (${type}))
    FROM ${shop.t('posts')} p WHERE p.post_type = 'product' AND p.post_status = 'publish'`;
}
