import type { Answer, Asked } from '../support/door-model';

/** What must be true of the table, by hand: never computed from it, and naming none of its rows. */
export interface Expectation {
  readonly says: string;
  readonly asked: Omit<Asked, 'door'>;
  readonly shop: Partial<Answer>;
  readonly staff: Partial<Answer>;
}

const served = { verdict: 'served' } as const;
const refused = { verdict: 'no such route' } as const;
const wrong = { verdict: 'wrong method' } as const;
const both = (answer: Partial<Answer>) => ({ shop: answer, staff: answer });
const staffOnly = (answer: Partial<Answer> = {}) => ({ shop: refused, staff: { ...served, ...answer } });
const page = { ...served, servant: 'wordpress', cached: false } as const;

const get = (says: string, path: string, expected: Pick<Expectation, 'shop' | 'staff'>): Expectation => ({
  says,
  asked: { path },
  ...expected,
});
const ask = (
  says: string,
  asked: Expectation['asked'],
  expected: Pick<Expectation, 'shop' | 'staff'>,
): Expectation => ({
  says,
  asked,
  ...expected,
});
const restAt = (says: string, rest: string, method: Asked['method'], expected: Pick<Expectation, 'shop' | 'staff'>) =>
  ask(says, { path: `/wp-json${rest}`, rest, ...(method && { method }) }, expected);
const varAt = (says: string, pair: string, expected: Pick<Expectation, 'shop' | 'staff'>) =>
  ask(says, { path: '/', query: [pair] }, expected);

const shopping: readonly Expectation[] = [
  get('the front page may be cached at the shop door only', '/', {
    shop: { ...served, servant: 'wordpress', cached: true },
    staff: page,
  }),
  get('a product may be cached', '/product/hat/', { shop: { ...served, cached: true }, staff: page }),
  ask('a cart button is a POST to a product', { path: '/product/hat/', method: 'POST' }, both(page)),
  ask('pages are not deleted', { path: '/product/hat/', method: 'DELETE' }, both(wrong)),
  ask('heads are gets', { path: '/product/hat/', method: 'HEAD' }, both(served)),
  get('the cart is never cached, and coupons are guessed there', '/cart/', both({ ...page, limits: ['checkout'] })),
  get('the checkout is never cached and is limited', '/checkout/', both({ ...page, limits: ['checkout'] })),
  get('the receipt page of an order is limited as well', '/checkout/order-received/7/', both({ limits: ['checkout'] })),
  get('the account is never cached', '/my-account/', both({ ...page, limits: [] })),
  ask('signing in as a shopper is limited', { path: '/my-account/', method: 'POST' }, both({ limits: ['sign-in'] })),
  get('a style sheet below the account is not cached: it is the account', '/my-account/x.css', both(page)),
  get('the front controller by its name is not cached', '/index.php', both(page)),
  get('a receipt by its unguessable name is not cached', '/wc/file/transient/a1b2c3', both(page)),
  ask('a receipt is only read', { path: '/wc/file/transient/a1b2c3', method: 'POST' }, both(wrong)),
  get('news readers read', '/feed/', both(page)),
  ask('nobody posts to a feed', { path: '/feed/', method: 'POST' }, both(wrong)),
  get('crawlers read robots.txt', '/robots.txt', both(page)),
  ask('nobody posts to a sitemap', { path: '/wp-sitemap.xml', method: 'POST' }, both(wrong)),
  get('a payment callback is not cached', '/wc-api/wc_stripe/', both({ ...page, programs: true })),
  ask('a payment processor posts', { path: '/wc-api/wc_stripe', method: 'POST' }, both(page)),
  get('Apple asks for its file', '/.well-known/apple-developer-merchantid-domain-association', both(page)),
  ask(
    'a review is posted, and limited',
    { path: '/wp-comments-post.php', method: 'POST' },
    {
      ...both({ ...served, servant: 'script', limits: ['sign-in'] }),
    },
  ),
  get('reviews are not read by their script', '/wp-comments-post.php', both(wrong)),
  get('shoppers’ pages call admin-ajax', '/wp-admin/admin-ajax.php', both({ ...served, servant: 'script' })),
  get(
    'the password meter is a file',
    '/wp-admin/js/password-strength-meter.min.js',
    both({ ...served, servant: 'file' }),
  ),
];

const signIn: readonly Expectation[] = [
  get('staff signs in at the staff door', '/wp-login.php', staffOnly({ servant: 'script', limits: [] })),
  ask('guessing there is limited', { path: '/wp-login.php', method: 'POST' }, staffOnly({ limits: ['sign-in'] })),
  ask(
    'a privacy request is confirmed at the shop door',
    { path: '/wp-login.php', action: 'confirmaction' },
    {
      ...both({ ...served, servant: 'script' }),
    },
  ),
  ask(
    'a protected post is opened at the shop door, and that is limited',
    { path: '/wp-login.php', action: 'postpass', method: 'POST' },
    both({ ...served, limits: ['sign-in'] }),
  ),
  ask('no other action of the script', { path: '/wp-login.php', action: 'lostpassword' }, staffOnly()),
  get('the confirmation script has nothing behind it', '/wp-login.php/x', staffOnly()),
];

const staffPages: readonly Expectation[] = [
  get('the dashboard', '/wp-admin/', staffOnly({ servant: 'script' })),
  get('a page of it', '/wp-admin/edit.php', staffOnly({ servant: 'script' })),
  get('its styles', '/wp-admin/css/common.min.css', staffOnly({ servant: 'file' })),
  get(
    'what the web till consists of',
    '/wp-content/plugins/wcpos-web-bundle/build/metadata.json',
    staffOnly({ servant: 'file' }),
  ),
  ask(
    'which nobody writes',
    { path: '/wp-content/plugins/wcpos-web-bundle/build/metadata.json', method: 'POST' },
    { shop: refused, staff: wrong },
  ),
  get('no other data of it', '/wp-content/plugins/wcpos-web-bundle/package.json', both(refused)),
  get('nothing else lies there', '/wp-admin/notes.txt', both(refused)),
  get('its parts are not run', '/wp-admin/includes/upgrade.php', both(refused)),
  get('nobody installs by a browser', '/wp-admin/install.php', both(refused)),
  get('nobody repairs by a browser', '/wp-admin/maint/repair.php', both(refused)),
  get('the till', '/pos/', staffOnly({ servant: 'wordpress', limits: [] })),
  get('a view of the till', '/pos/checkout', staffOnly()),
  get('a shop may sell a postcard', '/postcard/', both(served)),
  get('the till’s checkout', '/wcpos-checkout/order-pay/7/', staffOnly({ limits: [] })),
  ask(
    'tills sign in, and that is limited',
    { path: '/wcpos-auth', method: 'POST' },
    staffOnly({ limits: ['sign-in'] }),
  ),
  get('programs ask for keys', '/wc-auth/v1/authorize', staffOnly()),
  get('the old API', '/wc-api/v3/orders', staffOnly()),
  get('names of accounts', '/author/admin/', staffOnly()),
];

const never: readonly Expectation[] = [
  get('settings of the environment', '/.env', both(refused)),
  get('settings of a folder', '/.htaccess', both(refused)),
  get('dot folders', '/wp-content/.git/config', both(refused)),
  get('dumps', '/dump.sql', both(refused)),
  get('archives', '/shop.zip', both(refused)),
  get('editors’ copies', '/wp-config.php~', both(refused)),
  get('other spellings of programs', '/shell.phtml', both(refused)),
  get('inventories', '/readme.html', both(refused)),
  get('line breaks', '/hat\n', both(refused)),
  get('lists of accounts', '/wp-sitemap-users-1.xml', both(refused)),
  get('trackbacks', '/hello-world/trackback/', both(refused)),
  get('xmlrpc', '/xmlrpc.php', both(refused)),
  get('cron', '/wp-cron.php', both(refused)),
  get('settings', '/wp-config.php', both(refused)),
  get('scripts somebody left', '/info.php', both(refused)),
  get('pages behind index.php', '/index.php/product/hat/', both(refused)),
  get('REST behind index.php', '/index.php/wp-json/wp/v2/users', both(refused)),
  get('scripts with something behind them', '/info.php/x.css', both(refused)),
];

const files: readonly Expectation[] = [
  get('a picture', '/wp-content/uploads/2026/11/hat.jpg', both({ ...served, servant: 'upload', cached: false })),
  get('a script among pictures', '/wp-content/uploads/2026/11/hat.php', both(refused)),
  get('a drawing that can hold scripts', '/wp-content/uploads/2026/11/hat.svg', both(refused)),
  get('a paid download', '/wp-content/uploads/woocommerce_uploads/2026/11/song.mp3', both(refused)),
  get('what a product without picture shows', '/wp-content/uploads/woocommerce-placeholder-300x300.png', {
    ...both({ ...served, servant: 'upload' }),
  }),
  get('a style of a plugin', '/wp-content/plugins/woocommerce/assets/css/woocommerce.css', {
    ...both({ ...served, servant: 'file' }),
  }),
  ask('files are only read', { path: '/wp-includes/js/jquery/jquery.min.js', method: 'POST' }, both(wrong)),
  get('code of a plugin', '/wp-content/plugins/woocommerce/woocommerce.php', both(refused)),
  get('whatever else lies in content', '/wp-content/exports/customers.csv', both(refused)),
];

const restRoutes: readonly Expectation[] = [
  restAt('products', '/wc/store/v1/products', 'GET', both({ ...served, limits: [] })),
  restAt('a line of the cart goes', '/wc/store/v1/cart/items/x', 'DELETE', both(served)),
  restAt('shoppers pay', '/wc/store/v1/checkout', 'POST', both({ ...served, limits: ['checkout'] })),
  restAt('several steps in one', '/wc/store/v1/batch', 'POST', both({ ...served, limits: ['checkout'] })),
  restAt(
    'coupons are guessed here',
    '/wc/store/v1/cart/apply-coupon',
    'POST',
    both({ ...served, limits: ['checkout'] }),
  ),
  restAt('and by their list', '/wc/store/cart/coupons', 'POST', both({ ...served, limits: ['checkout'] })),
  restAt('a coupon is taken back', '/wc/store/v1/cart/coupons/ten', 'DELETE', both(served)),
  restAt('a coupon is not changed', '/wc/store/v1/cart/coupons/ten', 'PUT', both(wrong)),
  restAt('a checkout is not deleted', '/wc/store/v1/checkout', 'DELETE', both(wrong)),
  restAt('a cart is not patched', '/wc/store/v1/cart', 'PATCH', both(wrong)),
  restAt('a product’s card', '/oembed/1.0/embed', 'GET', both(served)),
  restAt('nobody posts to it', '/oembed/1.0/embed', 'POST', both(wrong)),
  restAt('PayPal reports', '/paypal/v1/incoming/', 'POST', both({ ...served, programs: true })),
  restAt('PayPal’s address is not read', '/paypal/v1/incoming', 'GET', both(wrong)),
  restAt('accounts', '/wp/v2/users', 'GET', staffOnly()),
  restAt('orders are changed', '/WC/v3/orders/7', 'PUT', staffOnly()),
  restAt('tills', '/wcpos/v1/orders', 'PATCH', staffOnly({ limits: [] })),
  restAt('a namespace that starts like the shop’s', '/wc/storefront/v1/x', 'GET', staffOnly()),
  restAt('the list of all routes', '/', 'GET', staffOnly()),
  restAt('WordPress’s own batches', '/batch/v1', 'POST', staffOnly()),
];

const variables: readonly Expectation[] = [
  varAt('an account’s name by its number', 'author=1', staffOnly()),
  varAt('an account by its name', 'author_name=admin', staffOnly()),
  varAt('the sitemap of accounts', 'sitemap=users', both(refused)),
  varAt('trackbacks', 'tb=1', both(refused)),
  varAt('the till', 'wcpos=1', staffOnly()),
  ask('tills sign in', { path: '/', method: 'POST', query: ['wcpos-login=1'] }, staffOnly({ limits: ['sign-in'] })),
  varAt('keys', 'wc-auth-route=authorize', staffOnly()),
  varAt('the old API', 'wc-api-route=/orders', staffOnly()),
  varAt('drafts', 'preview=true', staffOnly()),
  varAt('designs', 'customize_changeset_uuid=x', staffOnly()),
  varAt('another method', '_method=delete', staffOnly()),
  varAt('paying', 'wc-ajax=checkout', both({ ...served, limits: ['checkout'], cached: false })),
  varAt('refreshing the cart is not limited', 'wc-ajax=get_refreshed_fragments', both({ ...served, limits: [] })),
  varAt('a payment callback by variable', 'wc-api=wc_stripe', both({ ...served, programs: true })),
  varAt('searching', 's=hat', both({ ...served, limits: ['search'], cached: false })),
  varAt('a filter', 'min_price=5', both({ ...served, limits: [], cached: false, programs: false })),
  ask(
    'deleting for good has a variable',
    { path: '/wp-json/wc/v3/orders/7', rest: '/wc/v3/orders/7', method: 'DELETE', query: ['force=true'] },
    staffOnly(),
  ),
];

export const tableExpectations: readonly Expectation[] = [
  ...shopping,
  ...signIn,
  ...staffPages,
  ...never,
  ...files,
  ...restRoutes,
  ...variables,
];
