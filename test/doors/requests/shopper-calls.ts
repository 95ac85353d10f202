import { type Behaviour, by, posts, reads, type Said, sends } from './behaviour';

const store = '/wp-json/wc/store/v1';
/** A line's key, as a cart hands them out. */
const line = '0123456789abcdef0123456789abcdef';

const ajax = (event: string, body = ''): Said => posts(`/?wc-ajax=${event}`, body, [200, 400, 403]);

/** What shoppers' pages call: WooCommerce's own small calls. */
export const shopperAjax: readonly Behaviour[] = by('shopper', {
  'refreshes the small cart': ajax('get_refreshed_fragments'),
  'refreshes the small cart with a GET': reads('/?wc-ajax=get_refreshed_fragments'),
  'adds to the cart without leaving the page': ajax('add_to_cart', 'product_id={product}&quantity=1'),
  'takes out of the cart without leaving the page': ajax('remove_from_cart', 'cart_item_key=abc'),
  'asks for a variation': ajax('get_variation', 'product_id={product}'),
  'asks for totals': ajax('get_cart_totals'),
  'chooses shipping': ajax('update_shipping_method', 'shipping_method%5B0%5D=flat_rate'),
  'types an address at the checkout': ajax('update_order_review', 'country=US&postcode=90210'),
  'tries a coupon at the checkout': ajax('apply_coupon', 'coupon_code=summer'),
  'drops a coupon': ajax('remove_coupon', 'coupon=summer'),
  pays: ajax('checkout', 'billing_first_name=Jo&payment_method=cod'),
  'starts a PayPal order': { ...sends('POST', '/?wc-ajax=ppc-create-order', { context: 'cart' }) },
});

/** And WooCommerce's Store API, which blocks use. */
export const shopperStore: readonly Behaviour[] = by('shopper', {
  'reads products': reads(`${store}/products`),
  'reads one product': reads(`${store}/products/{product}`),
  'searches products as they type': reads(`${store}/products?search=hat&per_page=5`),
  'reads categories': reads(`${store}/products/categories`),
  'reads attributes': reads(`${store}/products/attributes`),
  'reads reviews': reads(`${store}/products/reviews`),
  'counts products for filters': reads(`${store}/products/collection-data?calculate_price_range=true`),
  'reads the cart': reads(`${store}/cart`),
  'reads lines of the cart': reads(`${store}/cart/items`),
  'adds to the cart': sends('POST', `${store}/cart/add-item`, { id: 1, quantity: 1 }),
  'changes a line': sends('POST', `${store}/cart/update-item`, { key: 'abc', quantity: 2 }),
  'removes a line': sends('POST', `${store}/cart/remove-item`, { key: 'abc' }),
  'empties the cart': { ...reads(`${store}/cart/items`, []), method: 'DELETE' },
  'changes a line as a resource': sends('PUT', `${store}/cart/items/${line}`, { quantity: 2 }),
  'changes a line by a method override': sends(
    'POST',
    `${store}/cart/items/${line}`,
    { quantity: 2 },
    { headers: { 'content-type': 'application/json', 'x-http-method-override': 'PUT' } },
  ),
  'uses a coupon': sends('POST', `${store}/cart/apply-coupon`, { code: 'summer' }),
  'lists coupons of the cart': reads(`${store}/cart/coupons`),
  'gives the address': sends('POST', `${store}/cart/update-customer`, { billing_address: { country: 'US' } }),
  'chooses a rate': sends('POST', `${store}/cart/select-shipping-rate`, { package_id: 0, rate_id: 'flat_rate:1' }),
  'tells a plugin something': sends('POST', `${store}/cart/extensions`, { namespace: 'x', data: {} }),
  'starts the checkout': reads(`${store}/checkout`, []),
  'saves a draft of the checkout': sends(
    'PUT',
    `${store}/checkout`,
    { order_notes: 'ring twice' },
    { needs: 'woocommerce of 9.8 or newer' },
  ),
  'pays by the Store API': sends('POST', `${store}/checkout`, { payment_method: 'cod', billing_address: {} }),
  'pays for an order by the Store API': sends('POST', `${store}/checkout/{order}`, { key: '{order-key}' }),
  'reads an order with its key': reads(`${store}/order/{order}?key={order-key}&billing_email=jo%40shopper.example`, []),
  'does two things in one request': sends('POST', `${store}/batch`, {
    requests: [{ method: 'POST', path: '/wc/store/v1/cart/add-item', body: { id: 1, quantity: 1 } }],
  }),
  'uses the unversioned namespace': reads('/wp-json/wc/store/cart'),
  'uses a Store API with a trailing slash': reads(`${store}/cart/`),
  'names a route by variable': reads('/?rest_route=/wc/store/v1/cart'),
  'names a route by encoded variable': reads('/?rest_route=%2Fwc%2Fstore%2Fv1%2Fproducts&per_page=2'),
  'names a route by variable of index.php': reads('/index.php?rest_route=/wc/store/v1/cart'),
  'shows a product elsewhere as a card': reads(
    '/wp-json/oembed/1.0/embed?url=https%3A%2F%2F{shop-host}%2Fproduct%2F{product-slug}%2F',
  ),
  'reads the cart while signed in': reads(`${store}/cart`, [200], { cookie: 'customer' }),
});
