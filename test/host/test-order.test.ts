import { probeCustomer } from '../../lambdas/probe-shop/contract';
import { describeHost } from '../support/preview-host';
import { FaultyShop } from './a-faulty-shop';
import type { Ran } from './web-host';

// Whole processes, and a WordPress that starts for each step, on a machine that may be busy with others.
jest.setTimeout(180_000);

interface Placed {
  readonly product: string;
  readonly order: string;
  readonly key: string;
}

/** PHP that changes the order before it is saved, such as `$order->set_transaction_id('t');`. */
type Changes = Readonly<{ stock?: number | null; email?: string; gateway?: string; status?: string; then?: string }>;

describeHost()('test-order.sh', () => {
  let shop: FaultyShop;
  beforeAll(async () => {
    shop = await FaultyShop.open();
  }, 300_000);
  afterAll(() => shop.close(), 60_000);
  beforeEach(() => shop.play());

  /** As the probe's checkout leaves it, but for the changes: three of a product of which there are ten. */
  const place = async (changes: Changes = {}): Promise<Placed> => {
    const { stock = 10, email = probeCustomer, gateway = 'cod', status = 'processing', then = '' } = changes;
    const printed = await shop.host.preview.php(`
      $product = wc_get_product_object('simple');
      $product->set_name('Test');
      $product->set_regular_price('1');
      $product->set_manage_stock(${stock !== null});
      $product->set_stock_quantity(${stock ?? 'null'});
      $product->save();
      $order = wc_create_order();
      $order->add_product($product, 3);
      $order->set_billing_email('${email}');
      $order->set_payment_method('${gateway}');
      $order->save();
      ${status === 'pending' ? '' : `$order->update_status('${status}');`}
      $order = wc_get_order($order->get_id());
      ${then}
      $order->save();
      update_option('shop_faults_product', $product->get_id());
      echo json_encode(['product' => (string) $product->get_id(), 'order' => (string) $order->get_id(), 'key' => $order->get_order_key()]);`);
    return JSON.parse(printed) as Placed;
  };
  const takeBack = ({ product, order, key }: Placed): Ran => shop.run('bin/test-order.sh', product, order, key);
  const answerOf = (ran: Ran): unknown => {
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
    return JSON.parse(ran.stdout);
  };
  const stand = async ({ product, order }: Placed): Promise<unknown> =>
    JSON.parse(
      await shop.host.preview.php(
        `echo json_encode([wc_get_order(${order})->get_status(), wc_get_product(${product})->get_stock_quantity()]);`,
      ),
    );
  /** Neither order nor stock has changed. */
  const refused = async (placed: Placed, why: string, asked: Partial<Placed> = {}): Promise<void> => {
    const before = await stand(placed);
    const { status, stdout, stderr } = takeBack({ ...placed, ...asked });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(`order ${asked.order ?? placed.order}: ${why}\n`);
    expect(await stand(placed)).toEqual(before);
  };

  test('cancels the order; stock and reports are as before; asked again it says the same', async () => {
    const placed = await place();
    expect(await stand(placed)).toEqual(['processing', 7]);
    const first = takeBack(placed);
    expect(answerOf(first)).toEqual({
      orderId: Number(placed.order),
      statusBefore: 'processing',
      status: 'cancelled',
      managesStock: true,
      quantity: 3,
      stockBefore: 7,
      stockAfter: 10,
      stockRestored: true,
      inReports: false,
    });
    expect(await stand(placed)).toEqual(['cancelled', 10]);
    expect(takeBack(placed)).toEqual(first);
    expect(await stand(placed)).toEqual(['cancelled', 10]);
    const stats = 'SELECT status FROM wp_wc_order_stats WHERE order_id = ?';
    expect(await shop.sql(stats, placed.order)).toEqual([{ status: 'wc-cancelled' }]);
  });

  test('of a product whose stock nobody counts there is nothing to restore', async () => {
    expect(answerOf(takeBack(await place({ stock: null })))).toMatchObject({
      managesStock: false,
      stockBefore: null,
      stockAfter: null,
      stockRestored: true,
    });
  });

  test.each([
    ['bacs', 'on-hold', 7],
    ['cheque', 'pending', 10],
    ['cod', 'on-hold', 7],
  ])('takes an order by %s that is %s', async (gateway, status, stockBefore) => {
    const placed = await place({ gateway, status });
    expect(answerOf(takeBack(placed))).toMatchObject({
      statusBefore: status,
      stockBefore,
      stockAfter: 10,
      stockRestored: true,
    });
  });

  test('its answer stands alone, whatever plugins print', async () => {
    const placed = await place();
    await shop.play('noise');
    expect(answerOf(takeBack(placed))).toMatchObject({ status: 'cancelled' });
  });

  test('staff get no mail of it', async () => {
    const placed = await place();
    shop.forgetMails();
    answerOf(takeBack(placed));
    expect(shop.mails()).toEqual([]);
  });

  test('stock that does not come back is said, and is no error', async () => {
    const placed = await place();
    await shop.play('keeps-stock');
    expect(answerOf(takeBack(placed))).toMatchObject({ stockBefore: 7, stockAfter: 7, stockRestored: false });
  });

  test('stock that came back and is fewer than it should be is said', async () => {
    const placed = await place();
    await shop.play('sells-more');
    expect(answerOf(takeBack(placed))).toMatchObject({ stockBefore: 7, stockAfter: 9, stockRestored: false });
  });

  test('stock that the shop has stopped counting does not come back, and that is said', async () => {
    const placed = await place({
      then: '$counted = wc_get_product($product->get_id()); $counted->set_manage_stock(false); $counted->save();',
    });
    expect(answerOf(takeBack(placed))).toMatchObject({ managesStock: false, stockRestored: false });
  });

  test('stock that stays reserved is said', async () => {
    const placed = await place();
    await shop.sql('CREATE TRIGGER kept BEFORE DELETE ON wp_wc_reserved_stock FOR EACH ROW SIGNAL SQLSTATE "45000"');
    await shop.sql(...reservation(placed));
    try {
      expect(answerOf(takeBack(placed))).toMatchObject({ stockAfter: 10, stockRestored: false });
    } finally {
      await shop.sql('DROP TRIGGER kept');
    }
  });

  test('an order that reports go on counting is said', async () => {
    const placed = await place();
    await shop.host.preview.php("update_option('woocommerce_excluded_report_order_statuses', ['pending']);");
    try {
      expect(answerOf(takeBack(placed))).toMatchObject({ status: 'cancelled', inReports: true });
    } finally {
      await shop.host.preview.php("delete_option('woocommerce_excluded_report_order_statuses');");
    }
    expect(answerOf(takeBack(placed))).toMatchObject({ inReports: false });
  });

  test('what cannot be read is an error, never an answer', async () => {
    const placed = await place();
    await shop.sql('RENAME TABLE wp_wc_order_stats TO wp_away');
    try {
      expect(takeBack(placed)).toMatchObject({ status: 1, stdout: '' });
    } finally {
      await shop.sql('RENAME TABLE wp_away TO wp_wc_order_stats');
    }
  });

  test('an order that cannot be cancelled is said', async () => {
    const placed = await place();
    await shop.play('keeps-status');
    const { status, stdout, stderr } = takeBack(placed);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('it stays processing: something keeps it from being cancelled');
    await shop.play();
    expect(await stand(placed)).toEqual(['processing', expect.any(Number)]);
  });

  test('a shop that does not start has cancelled nothing', async () => {
    const placed = await place();
    await shop.play('dies');
    expect(takeBack(placed)).toMatchObject({ stdout: '' });
    await shop.play();
    expect(await stand(placed)).toEqual(['processing', 7]);
  });

  test('an order that somebody else has cancelled is as before already', async () => {
    const placed = await place({
      then: "$order->update_status('cancelled'); $order = wc_get_order($order->get_id());",
    });
    expect(answerOf(takeBack(placed))).toMatchObject({
      statusBefore: 'cancelled',
      status: 'cancelled',
      stockBefore: 10,
      stockAfter: 10,
      stockRestored: true,
      inReports: false,
    });
  });

  test('while another one is taken back it waits', async () => {
    const placed = await place();
    const { schema } = shop.host.preview.database.admin;
    const lock = await shop.connect();
    await lock.query('SELECT GET_LOCK(?, 0)', [`storefort-test-order-${schema}`]);
    const running = shop.begin('bin/test-order.sh', placed.product, placed.order, placed.key);
    const waiting = "SELECT id FROM information_schema.PROCESSLIST WHERE state = 'User lock'";
    while ((await lock.query<unknown[]>(waiting)).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await stand(placed)).toEqual(['processing', 7]);
    await lock.end();
    expect(answerOf(await running)).toMatchObject({ status: 'cancelled', stockAfter: 10 });
  });

  test('a product that is gone is said', async () => {
    const placed = await place({ then: '$product->delete(true);' });
    const { status, stdout, stderr } = takeBack(placed);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`there is no product ${placed.product}`);
  });

  test('leaves orders alone that are not the probe’s', async () => {
    const none = 'there is no order of that number and key';
    const placed = await place();
    await refused(placed, none, { key: 'wc_order_AnotherKey123' });
    await refused(placed, none, { order: '999999999999' });
    await refused(placed, 'it is not of product 1 alone', { product: '1' });
    await refused(await place({ email: 'jo@shopper.example' }), 'it is not the probe’s customer’s');
    const more = await place({ then: '$order->add_product($product, 1);' });
    await refused(more, `it is not of product ${more.product} alone`);
    const variation = await place({
      then: 'foreach ($order->get_items() as $item) { $item->set_variation_id(1); $item->save(); }',
    });
    await refused(variation, `it is not of product ${variation.product} alone`);
  });

  test('leaves orders alone that are paid, or may be', async () => {
    const paid = (status: string): string => `it is paid, or has gone on: ${status}`;
    await refused(await place({ gateway: 'stripe' }), 'its gateway may have taken money');
    await refused(await place({ gateway: 'bacs', status: 'processing' }), paid('processing'));
    await refused(
      await place({ gateway: 'bacs', status: 'on-hold', then: '$order->set_date_paid(time());' }),
      paid('on-hold'),
    );
    await refused(await place({ then: "$order->set_transaction_id('t-1');" }), paid('processing'));
    await refused(await place({ status: 'completed' }), paid('completed'));
  });
});

const reservation = ({ order, product }: Placed): [string, ...string[]] => [
  'INSERT INTO wp_wc_reserved_stock (order_id, product_id, stock_quantity) VALUES (?, ?, 3)',
  order,
  product,
];
