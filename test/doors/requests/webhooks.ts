import { type Behaviour, by, posts, reads, refused, type Said, sends, served, staffOnly } from './behaviour';

const event = { id: 'evt_1', type: 'charge.succeeded' };
const noName = { 'content-type': 'application/json', 'user-agent': '' };

export const webhooks: readonly Behaviour[] = by('webhook', {
  'reports a payment by variable': sends('POST', '/?wc-api=wc_stripe', event, { headers: noName }),
  'reports a payment by path': sends('POST', '/wc-api/wc_stripe/', event, { headers: noName }),
  'reports a payment as a form': posts(
    '/wc-api/WC_Gateway_Paypal/',
    'payment_status=Completed&txn_id=1',
    [200, 400, 500],
  ),
  'sends a shopper back': reads('/wc-api/wc_gateway_example/?token=abc&PayerID=x', [200, 302, 400]),
  'reports a payment by variable of index.php': sends('POST', '/index.php?wc-api=wc_stripe', event),
  'reports a payment to PayPal’s route': sends('POST', '/wp-json/paypal/v1/incoming', event, {
    needs: 'woocommerce-paypal-payments',
  }),
  'reports to a declared route': sends('POST', '/wp-json/wc/v3/payments/webhook', event, {
    needs: 'woocommerce-payments',
  }),
  'sends something long': sends('POST', '/?wc-api=wc_stripe', { ...event, data: 'x'.repeat(40_000) }),
});

const orders = '/wp-json/wc/v3/orders';
const withKey = { authorization: 'api-key' } as const;
const atStaffOnly = (said: Said): Said => ({ ...said, shop: refused });

/** Programs that the store file declares (`requestStore`), and what they may not. */
export const integrations: readonly Behaviour[] = by('integration', {
  'reads orders with its key': reads(orders, [200], withKey),
  'reads one order with its key': reads(`${orders}/{order}`, [200], withKey),
  'reads orders with its key in the address': reads(
    `${orders}?consumer_key={api-key}&consumer_secret={api-secret}`,
    [200],
  ),
  // WooCommerce takes keys below /wp-json/ only.
  'reads declared orders by variable, where keys do not count': reads(
    `/?rest_route=/wc/v3/orders`,
    [401, 404],
    withKey,
  ),
  'comes without its key': atStaffOnly(reads(orders, [401])),
  'makes an order, which it did not declare': atStaffOnly(sends('POST', orders, { status: 'pending' }, withKey)),
  'deletes an order by a method override': atStaffOnly({
    ...sends('POST', `${orders}/999999?force=true`, {}, withKey),
    headers: { 'content-type': 'application/json', 'x-http-method-override': 'DELETE' },
    staff: served(),
  }),
  'changes orders in WooCommerce’s batch': atStaffOnly(sends('POST', `${orders}/batch`, { update: [] }, withKey)),
  'reads customers, which it did not declare': staffOnly(reads('/wp-json/wc/v3/customers', [200], withKey)),
  'reads what it declared from another network': atStaffOnly(reads('/wp-json/wc/v3/reports', [200], withKey)),
  'changes an order with an application password': sends(
    'PUT',
    `${orders}/{order}`,
    { customer_note: 'packed' },
    { authorization: 'admin-application-password', ...{ shop: served(200), staff: served(200) } },
  ),
  'uses its password where it declared nothing': staffOnly(
    reads('/wp-json/wp/v2/users', [200], { authorization: 'admin-application-password' }),
    { saying: 'rest' },
  ),
});
