import { expect, test } from '@jest/globals';
import { contextExcuses } from '../../../../lambdas/shared/card-numbers/context';

test.each([
  ['wp_wc_orders', 'transaction_id'],
  ['wp_wc_orders', 'id'],
  ['wp_wc_product_meta_lookup', 'sku'],
  ['wp_wc_product_meta_lookup', 'global_unique_id'],
  ['wp_wc_order_addresses', 'phone'],
  ['wp_ebay_orders', 'external_order_number'],
  ['wp_posts', 'ID'],
])('%s.%s holds numbers of other kinds', (table, column) => {
  expect(contextExcuses(table, column)).toBe(true);
});

test.each([
  '_transaction_id',
  '_sku',
  '_global_unique_id',
  '_ean',
  'hwp_product_gtin',
  '_barcode',
  '_imei',
  '_billing_phone',
  '_shipping_phone',
  '_tracking_number',
  '_wc_shipment_tracking_items',
  'fb_product_item_id',
  '_stripe_charge_id',
  '_invoice_number',
  '_order_reference',
  'item_serial_number',
  '_related_ids',
  '_content_hash',
  'sync_digest',
])('meta of key %s holds numbers of other kinds', (key) => {
  expect(contextExcuses('wp_postmeta', 'meta_value', key)).toBe(true);
});

test.each([
  ['wp_postmeta', 'meta_value', '_billing_company'],
  ['wp_postmeta', 'meta_value', '_card_number'],
  ['wp_postmeta', 'meta_value', '_card_transaction_id'],
  ['wp_postmeta', 'meta_value', '_cc_reference'],
  ['wp_postmeta', 'meta_value', '_credit_order_number'],
  ['wp_postmeta', 'meta_value', '_pan_id'],
  ['wp_postmeta', 'meta_value', undefined],
  ['wp_postmeta', 'meta_value', 'idea'],
  ['wp_comments', 'comment_content', undefined],
  ['wp_cards', 'id', undefined],
  ['wp_posts', undefined, undefined],
  ['', undefined, undefined],
])('%s.%s of key %s is judged', (table, column, key) => {
  expect(contextExcuses(table, column, key)).toBe(false);
});

test('the key counts, not the column that all keys share', () => {
  expect(contextExcuses('wp_meta', 'object_id', '_note')).toBe(false);
});
