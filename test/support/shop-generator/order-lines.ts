import type { Sql } from './sql';

/** Order items and their meta: the same for both storages. */
export function writeLines({ t, own }: Sql): string[] {
  const taxes = (amount: string) => `CONCAT('a:2:{s:5:"total";a:1:{i:1;s:', LENGTH(${amount}), ':"', ${amount},
    '";}s:8:"subtotal";a:1:{i:1;s:', LENGTH(${amount}), ':"', ${amount}, '";}}')`;
  const meta = (kind: string, keys: string, values: string, count: number) =>
    `INSERT INTO ${t('woocommerce_order_itemmeta')} (order_item_id, meta_key, meta_value)
      SELECT id, ELT(k.seq, ${keys}), ELT(k.seq, ${values}) FROM ${own('line')} CROSS JOIN seq_1_to_${count} k
      WHERE kind = '${kind}' ORDER BY id, k.seq`;
  return [
    `INSERT INTO ${t('woocommerce_order_items')} (order_item_id, order_item_name, order_item_type, order_id)
      SELECT id, name, kind, order_id FROM ${own('line')} ORDER BY id`,
    meta(
      'line_item',
      `'_product_id', '_variation_id', '_qty', '_tax_class', '_line_subtotal', '_line_subtotal_tax', '_line_total', '_line_tax',
        '_line_tax_data', '_reduced_stock'`,
      `product, 0, qty, '', TRIM(subtotal)+0, TRIM(subtotal_tax)+0, TRIM(total)+0, TRIM(tax)+0, ${taxes('tax')}, qty`,
      10,
    ),
    meta(
      'fee',
      `'_fee_amount', '_tax_class', '_tax_status', '_line_total', '_line_tax', '_line_tax_data'`,
      `total, '', 'taxable', total, tax, ${taxes('tax')}`,
      6,
    ),
    meta(
      'shipping',
      `'method_id', 'instance_id', 'cost', 'total_tax', 'taxes', 'Items'`,
      `'flat_rate', 1, total, tax, ${taxes('tax')}, 'Mug × 1'`,
      6,
    ),
    meta('tax', `'rate_id', 'label', 'compound', 'rate_percent'`, `1, 'MwSt.', '', 19`, 4),
    meta('coupon', `'discount_amount', 'coupon_info'`, `'10', '[7,"welcome10","percent",10]'`, 2),
  ];
}
