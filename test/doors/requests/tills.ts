import { type Behaviour, by, posts, reads, type Said, sends, served, staffOnly } from './behaviour';

const token = { authorization: 'cashier-token' } as const;
const v1 = '/wp-json/wcpos/v1';
const v2 = '/wp-json/wcpos/v2';
const asTill = { 'x-wcpos': '1', 'x-wcpos-store': '0' };

const page = (target: string): Said => staffOnly(reads(target, [200, 302], { cookie: 'cashier' }), { saying: 'path' });
const rest = (method: string, target: string, body?: unknown): Said => {
  const said = body === undefined ? { ...reads(target, []), method } : sends(method, target, body);
  return staffOnly({ ...said, ...token, headers: { ...said.headers, ...asTill } }, { saying: 'rest' });
};

const tillPages: readonly Behaviour[] = by('till', {
  'opens the till': page('/pos/'),
  'opens a view of the till': page('/pos/products'),
  'opens the till by variable': staffOnly(reads('/?wcpos=1', [200, 302], { cookie: 'cashier' }), {
    saying: 'variable',
  }),
  'loads what the web till consists of': staffOnly(reads('/wp-content/plugins/wcpos-web-bundle/build/metadata.json'), {
    saying: 'path',
  }),
  'opens the sign-in': page('/wcpos-login/'),
  'opens the sign-in by variable': staffOnly(reads('/?wcpos-login=1', [200, 302]), { saying: 'variable' }),
  'signs in': staffOnly(posts('/wcpos-login/', 'log=cashier&pwd=wrong', [200, 302, 400, 401, 403])),
  'opens the sign-in of the desktop program': page('/wcpos-auth/?redirect_uri=wcpos%3A%2F%2Fauth&state=x'),
  'signs in at the desktop program': staffOnly(
    posts(
      '/wcpos-auth/',
      'wcpos-log=cashier&wcpos-pwd=wrong&redirect_uri=wcpos%3A%2F%2Fauth',
      [200, 302, 400, 401, 403],
    ),
  ),
  'signs in by variable': staffOnly(posts('/?wcpos-auth=1', 'wcpos-log=a&wcpos-pwd=b', [200, 302, 400, 401, 403])),
  'lets a customer pay at the till': page('/wcpos-checkout/order-pay/{order}/?key={order-key}'),
  'sees a receipt': page('/wcpos-checkout/wcpos-receipt/{order}/?key={order-key}'),
});

const tillReads: readonly Behaviour[] = by('till', {
  'reads products': rest('GET', `${v1}/products?per_page=10&_fields=id,name`),
  'reads ids of all products': rest('GET', `${v1}/products?posts_per_page=-1&fields[]=id`),
  'reads one product': rest('GET', `${v1}/products/{product}`),
  'reads variations': rest('GET', `${v1}/products/variations`),
  'reads categories of products': rest('GET', `${v1}/products/categories`),
  'reads orders': rest('GET', `${v1}/orders`),
  'reads kinds of orders': rest('GET', `${v1}/data/order_statuses`),
  'reads customers': rest('GET', `${v1}/customers`),
  'searches a customer': rest('GET', `${v1}/customers?search=jo&role=all`),
  'reads taxes': rest('GET', `${v1}/taxes`),
  'reads coupons': rest('GET', `${v1}/coupons`),
  'reads gateways': rest('GET', `${v1}/payment-gateways`),
  'reads stores': rest('GET', `${v1}/stores`),
  'reads its own cashier': rest('GET', `${v1}/cashier/{cashier}`),
  'reads settings': rest('GET', `${v1}/settings/general`),
  // From its repository, without the packages that its releases have, WCPOS fails in the handler.
  'reads templates of receipts': { ...rest('GET', `${v1}/templates`), staff: served(200, 500) },
  'reads a receipt': rest('GET', `${v1}/receipts/{order}`),
  'reads its sessions': rest('GET', `${v1}/auth/sessions`),
  'tests whether headers arrive': rest('GET', `${v1}/auth/test`),
  'reads the site': rest('GET', `${v2}/site`),
  'asks what changed': rest('GET', `${v2}/changes/tick?since=0`),
  'asks for a head by variable': staffOnly(reads(`${v1}/products?_method=HEAD`, [], token)),
});

const tillWrites: readonly Behaviour[] = by('till', {
  'makes an order': rest('POST', `${v1}/orders`, { status: 'pos-open', line_items: [{ product_id: 1, quantity: 1 }] }),
  'changes an order': rest('PATCH', `${v1}/orders/{order}`, { customer_note: 'paid in cash' }),
  'changes an order by a method override': staffOnly({
    ...sends('POST', `${v1}/orders/{order}`, { customer_note: 'paid' }, token),
    headers: { 'content-type': 'application/json', 'x-http-method-override': 'PATCH', ...asTill },
  }),
  'deletes an order': rest('DELETE', `${v1}/orders/999999?force=false`),
  'sends a receipt by mail': rest('POST', `${v1}/orders/{order}/email`, { email: 'jo@shopper.example' }),
  'makes a customer': rest('POST', `${v1}/customers`, { email: 'walk-in@shopper.example', first_name: 'Jo' }),
  'changes stock': rest('PATCH', `${v1}/products/{product}`, { stock_quantity: 5 }),
  'renews its token': staffOnly(sends('POST', `${v1}/auth/refresh`, { refresh_token: 'x' }), { saying: 'rest' }),
  'ends its sessions': rest('DELETE', `${v1}/auth/sessions`),
  'asks before it calls from its own origin': staffOnly({
    method: 'OPTIONS',
    target: `${v1}/orders`,
    headers: { origin: 'https://desktop.wcpos.example', 'access-control-request-method': 'POST' },
    shop: served(),
    staff: served(200, 204),
  }),
  'shows its token in the address': staffOnly(reads(`${v1}/orders?authorization=Bearer%20{cashier-token}`, [])),
  'repeats an order safely': staffOnly({
    ...sends('POST', `${v1}/orders`, { status: 'pos-open' }, token),
    headers: {
      'content-type': 'application/json',
      'x-wcpos-idempotency-key': 'k1',
      'idempotency-key': 'k1',
      ...asTill,
    },
  }),
  'reads only what is new': staffOnly({
    ...reads(`${v1}/products`, [], token),
    headers: { 'if-none-match': '"abc"', 'if-match': '*', ...asTill },
  }),
  'pushes a long order': rest('POST', `${v1}/orders`, { meta_data: [{ key: 'x', value: 'y'.repeat(30_000) }] }),
});

const cloud = `${v1}/print-jobs/cloudprnt/{printer}/{printer-token}`;
const noName = { 'user-agent': '' };

const printers: readonly Behaviour[] = by('printer', {
  'asks for jobs': staffOnly(sends('POST', cloud, { statusCode: '200 OK', printerMAC: '00:11:62:00:00:01' })),
  'fetches a job': staffOnly(reads(`${cloud}?mac=00:11:62:00:00:01&type=text/plain`, [], { headers: noName })),
  'says that it printed': staffOnly({ ...reads(`${cloud}?code=200`, [], { headers: noName }), method: 'DELETE' }),
  'asks the Epson way': staffOnly(
    posts(`${v1}/print-jobs/epson-sdp/{printer}/{printer-token}`, 'ConnectionType=GetRequest', []),
  ),
});

/** Tills and printers. */
export const tills: readonly Behaviour[] = [...tillPages, ...tillReads, ...tillWrites, ...printers];
