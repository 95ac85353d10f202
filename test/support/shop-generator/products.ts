import { oneOf, type Sql } from './sql';

const titles = [
  'Crème brûlée kit 🍮',
  'Łyżka drewniana',
  'Tea, green',
  'Kaffeemühle',
  'Notebook A5',
  '抹茶セット',
  'Mug “Hello”',
];

/** Ids from 101: one product in five has a variation, from 1101. At most 800. */
export function products({ t, pick }: Sql, count: number): string[] {
  const price = `(3 + ${pick('price', 'seq', 9000)} / 100)`;
  const post = `post_author, post_date, post_date_gmt, post_modified, post_modified_gmt, post_content, post_title, post_excerpt,
    post_status, post_name, to_ping, pinged, post_content_filtered, post_parent, guid, post_type`;
  const at = `'2024-04-01 08:00:00', '2024-04-01 08:00:00', '2024-04-01 08:00:00', '2024-04-01 08:00:00'`;
  return [
    `INSERT INTO ${t('posts')} (ID, ${post}) SELECT 100 + seq, 1, ${at},
      CONCAT('<!-- wp:paragraph --><p>“Finest” of number ', seq, ' — it''s good.</p><!-- /wp:paragraph -->'),
      CONCAT(${oneOf(`seq % ${titles.length}`, titles)}, ' ', seq), '', 'publish', CONCAT('product-', seq), '', '', '', 0,
      CONCAT('https://shop.example.com/?post_type=product&p=', 100 + seq), 'product' FROM seq_1_to_${count}`,
    `INSERT INTO ${t('posts')} (ID, ${post}) SELECT 1100 + seq, 1, ${at}, '', CONCAT('Variation of ', seq), '', 'publish',
      CONCAT('variation-', seq), '', '', '', 100 + seq, '', 'product_variation' FROM seq_1_to_${count} WHERE seq % 5 = 0`,
    `INSERT INTO ${t('postmeta')} (post_id, meta_key, meta_value) SELECT 100 + seq,
      ELT(k, '_sku', '_regular_price', '_price', '_stock_status', '_global_unique_id', '_product_attributes'),
      ELT(k, CONCAT('SKU-', seq), ${price}, ${price}, 'instock', CONCAT('40', LPAD(seq * 7919, 11, '0')), 'a:0:{}')
      FROM seq_1_to_${count} CROSS JOIN (SELECT seq AS k FROM seq_1_to_6) keys_of`,
    `INSERT INTO ${t('wc_product_meta_lookup')} (product_id, sku, \`virtual\`, downloadable, min_price, max_price, onsale,
      stock_status, rating_count, average_rating, total_sales, tax_status)
      SELECT 100 + seq, CONCAT('SKU-', seq), 0, 0, ${price}, ${price}, 0, 'instock', 0, 0, 0, 'taxable' FROM seq_1_to_${count}`,
    `INSERT INTO ${t('terms')} (term_id, name, slug) VALUES (2, 'simple', 'simple'), (15, 'Uncategorized', 'uncategorized'), (16, 'Küche', 'kueche')`,
    `INSERT INTO ${t('term_taxonomy')} (term_taxonomy_id, term_id, taxonomy, description, count)
      VALUES (2, 2, 'product_type', '', ${count}), (15, 15, 'product_cat', '', 0), (16, 16, 'product_cat', '', ${count})`,
    `INSERT INTO ${t('term_relationships')} (object_id, term_taxonomy_id) SELECT 100 + seq, k.term
      FROM seq_1_to_${count} CROSS JOIN (SELECT 2 AS term UNION ALL SELECT 16) k`,
  ];
}
