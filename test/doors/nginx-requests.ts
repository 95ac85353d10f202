import type { DoorName } from '../../lib/doors/route';
import type { Said } from './nginx-server';

/** door, method, target as it is sent, and what nginx must say of it. */
export type NginxCase = readonly [
  says: string,
  door: DoorName | '',
  method: string,
  target: string,
  said: Partial<Said>,
];

const open = { verdict: '' };
const gone = { verdict: '404' };
const wrong = { verdict: '405' };

/** What only shows in how nginx reads a request. Written by hand. */
export const nginxRequests: readonly NginxCase[] = [
  ['no door at all', '', 'GET', '/', gone],
  ['what nobody serves', 'shop', 'GET', '/.htaccess', { ...gone, servant: 'nobody' }],
  ['capitals', 'shop', 'GET', '/WP-Admin/Edit.PHP', gone],
  ['an encoded letter', 'shop', 'GET', '/%77p-admin/', gone],
  ['two slashes', 'shop', 'GET', '//wp-admin/', gone],
  ['a detour', 'shop', 'GET', '/cart/../wp-admin/', gone],
  ['an encoded detour', 'shop', 'GET', '/cart/%2e%2e/wp-admin/', gone],
  ['a script with a blank behind it', 'shop', 'GET', '/wp-login.php%20', gone],
  ['a line break', 'shop', 'GET', '/wp-admin/admin-ajax.php%0a', gone],
  ['a method of nobody', 'shop', 'BREW', '/', wrong],
  ['a file is not posted to', 'shop', 'POST', '/wp-includes/x.js', wrong],

  ['a confirmation', 'shop', 'GET', '/wp-login.php?action=confirmaction', { ...open, servant: 'script', limits: [] }],
  ['a confirmation posted', 'shop', 'POST', '/wp-login.php?x=1&action=confirmaction', { ...open, limits: ['sign-in'] }],
  ['a protected post', 'shop', 'POST', '/wp-login.php?action=postpass', { ...open, limits: ['sign-in'] }],
  ['an action that only starts so', 'shop', 'GET', '/wp-login.php?action=postpassword', gone],
  ['an encoded action', 'shop', 'GET', '/wp-login.php?action=post%70ass', gone],

  ['a program’s declared method', 'shop', 'POST', '/hooks/paid', { ...open, route: 'integration-payments-1' }],
  ['another method there', 'shop', 'DELETE', '/hooks/paid', wrong],
  ['xmlrpc as declared', 'shop', 'POST', '/xmlrpc.php', { ...open, servant: 'script' }],
  ['xmlrpc otherwise', 'shop', 'GET', '/xmlrpc.php', gone],
  ['a declared REST route', 'shop', 'GET', '/wp-json/wc/v3/orders/7', open],
  ['the second program’s method', 'shop', 'PUT', '/wp-json/wc/v3/orders/7', open],
  ['a method nobody declared', 'shop', 'DELETE', '/wp-json/wc/v3/orders/7', gone],
  ['an exact route', 'shop', 'GET', '/wp-json/wc/v3/products', open],
  ['an exact route with a slash', 'shop', 'GET', '/wp-json/wc/v3/products/', open],
  ['what lies below it', 'shop', 'GET', '/wp-json/wc/v3/products/7', gone],
  ['a webhook', 'shop', 'POST', '/wp-json/wc/v3/payments/webhook', open],
  ['staff is not bound by it', 'staff', 'DELETE', '/wp-json/wc/v3/orders/7', open],
  ['a declared route by variable', 'shop', 'GET', '/?rest_route=/wc/v3/orders/7', open],
  ['the second program by variable', 'shop', 'PUT', '/wp-json/wc/v3/orders?rest_route=/wc/v3/orders', open],
  ['an exact route by variable', 'shop', 'GET', '/?rest_route=/wc/v3/products/', open],
  ['a webhook by variable', 'shop', 'POST', '/?rest_route=%2fwc%2fv3%2fpayments%2fwebhook', open],
  ['a written folder', 'shop', 'GET', '/wp-content/uploads/elementor/css/post-7.css', { ...open, servant: 'upload' }],

  ['REST in capitals', 'shop', 'GET', '/WP-JSON/wp/v2/users', gone],
  ['the list of routes', 'shop', 'GET', '/wp-json', gone],
  ['another word', 'shop', 'GET', '/wp-jsonp', open],
  ['REST by variable', 'shop', 'GET', '/?rest_route=/wp/v2/users', gone],
  ['REST by variable in capitals', 'shop', 'GET', '/?REST_ROUTE=/WP/v2/Users', gone],
  ['REST by encoded variable', 'shop', 'GET', '/?a=1&rest_route=%2Fwp%2Fv2%2Fusers', gone],
  ['REST by variable, letters encoded', 'shop', 'GET', '/?rest_route=/wp/v2/%75sers', gone],
  ['REST by variable on an open route', 'shop', 'GET', '/wp-json/wc/store/v1/cart?rest_route=/wp/v2/users', gone],
  ['the Store API by variable', 'shop', 'GET', '/?rest_route=/wc/store/v1/cart', { ...open, limits: [], cached: '0' }],
  [
    'paying by variable',
    'shop',
    'POST',
    '/?rest_route=%2Fwc%2Fstore%2Fv1%2Fcheckout',
    { ...open, limits: ['checkout'] },
  ],
  [
    'a checkout deleted by variable',
    'shop',
    'DELETE',
    '/wp-json/wc/store/v1/cart?rest_route=/wc/store/v1/checkout',
    wrong,
  ],
  ...(['shop', 'staff'] as const).flatMap((door): NginxCase[] => {
    const coupons = '/wp-json/wc/store/v1/cart?rest_route=/wc/store/v1/cart/coupons/ten';
    return [
      ['a coupon by variable', door, 'POST', coupons, { ...open, limits: ['checkout'] }],
      ['a coupon taken back by variable', door, 'DELETE', coupons, open],
      ['a coupon changed by variable', door, 'PUT', coupons, wrong],
    ];
  }),
  ['a cart patched by variable', 'shop', 'PATCH', '/wp-json/wc/store/v1/cart?rest_route=/wc/store/v1/cart', wrong],
  ['a card by variable', 'shop', 'GET', '/?rest_route=/oembed/1.0/embed/&url=x', open],
  ['a card posted', 'shop', 'POST', '/?rest_route=/oembed/1.0/embed', wrong],
  ['a payment by variable', 'shop', 'POST', '/?rest_route=/paypal/v1/incoming', open],
  ['a payment read', 'shop', 'GET', '/?rest_route=/paypal/v1/incoming', wrong],
  ['staff by variable', 'staff', 'GET', '/?rest_route=/wp/v2/users', open],
  ['staff by variable, with a method of nobody', 'staff', 'BREW', '/wp-json/?rest_route=/wp/v2/users', wrong],
  ['staff pays by variable', 'staff', 'POST', '/?rest_route=/wc/store/v1/checkout', { ...open, limits: ['checkout'] }],
  [
    'staff deletes a checkout by variable',
    'staff',
    'DELETE',
    '/wp-json/wp/v2/x?rest_route=/wc/store/v1/checkout',
    wrong,
  ],
  ['staff patches a cart by variable', 'staff', 'PATCH', '/wp-json/wp/v2/x?rest_route=/wc/store/v1/cart', wrong],
  [
    'staff deletes a line by variable',
    'staff',
    'DELETE',
    '/wp-json/wp/v2/x?rest_route=/wc/store/v1/cart/items/7',
    open,
  ],
  ['staff sees a card by variable', 'staff', 'GET', '/?rest_route=/oembed/1.0/embed', open],
  ['staff tries a payment by variable', 'staff', 'POST', '/?rest_route=/paypal/v1/incoming', open],
  ['staff posts to a card by variable', 'staff', 'POST', '/?rest_route=/oembed/1.0/embed', wrong],
  ['staff reads a payment by variable', 'staff', 'GET', '/?rest_route=/paypal/v1/incoming', wrong],

  ['a variable behind another', 'shop', 'GET', '/shop/?paged=2&author=1', gone],
  ['a variable that only ends so', 'shop', 'GET', '/?coauthor=1', open],
  ['a list of accounts', 'shop', 'GET', '/?author%5B%5D=1', gone],
  ['a plain list of accounts', 'shop', 'GET', '/?author[]=1', gone],
  ['an account asked of a script', 'shop', 'GET', '/wp-admin/admin-ajax.php?author=1', open],
  ['staff asks for articles of an account', 'staff', 'GET', '/?author=1', open],

  ['an advertisement', 'shop', 'GET', '/hat/?utm_source=a&gclid=b', { ...open, cached: '1' }],
  ['an advertisement’s head', 'shop', 'HEAD', '/?_ga=1', { cached: '1' }],
  ['an advertisement with something in it', 'shop', 'GET', '/?utm_x=1&add-to-cart=5', { cached: '0' }],
  ['something before an advertisement', 'shop', 'GET', '/?add-to-cart=5&utm_x=1', { cached: '0' }],
  ['a name that only starts so', 'shop', 'GET', '/?gclidx=1', { cached: '0' }],
  ['a question mark alone', 'shop', 'GET', '/?', { cached: '1' }],
  ['a post', 'shop', 'POST', '/hat/', { ...open, cached: '0' }],
  ['staff', 'staff', 'GET', '/hat/', { ...open, cached: '0' }],

  ['the first limit', 'shop', 'POST', '/my-account/?s=x', { limit: 'sign-in', limits: ['sign-in', 'search'] }],
  ['the second limit', 'shop', 'GET', '/checkout/?s=x', { limit: 'checkout', limits: ['checkout', 'search'] }],
  ['the third limit', 'shop', 'GET', '/?search=x', { limit: 'search', limits: ['search'] }],
  ['searching on a script', 'staff', 'GET', '/wp-admin/edit.php?s=x', { limit: '', limits: [] }],
];
