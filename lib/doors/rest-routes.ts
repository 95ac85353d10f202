import { nobody, read, rest } from './methods';
import type { Route } from './route';

/** REST routes, however they were named. */
export const restRoutes: readonly Route[] = [
  {
    id: 'rest-checkout',
    on: 'rest',
    pattern: '^/wc/store(/v1)?/(checkout|batch)(/|$)',
    why: 'shoppers pay; several steps in one request',
    shop: ['GET', 'POST', 'PUT'],
    staff: ['GET', 'POST', 'PUT'],
    limit: 'checkout',
  },
  {
    id: 'rest-coupon',
    on: 'rest',
    pattern: '^/wc/store(/v1)?/cart/(apply-coupon|coupons)(/|$)',
    why: 'shoppers redeem what they were given; others guess it',
    shop: ['GET', 'POST', 'DELETE'],
    staff: ['GET', 'POST', 'DELETE'],
    limit: 'checkout',
  },
  {
    id: 'rest-shopping',
    on: 'rest',
    pattern: '^/wc/store(/|$)',
    why: 'products and the shopper’s own cart',
    shop: ['GET', 'POST', 'PUT', 'DELETE'],
    staff: ['GET', 'POST', 'PUT', 'DELETE'],
  },
  {
    id: 'rest-embed',
    on: 'rest',
    pattern: '^/oembed/1\\.0/embed$',
    why: 'other sites show a product’s card',
    shop: read,
    staff: read,
  },
  {
    id: 'rest-paypal',
    on: 'rest',
    pattern: '^/paypal/v1/incoming$',
    why: 'PayPal reports payments',
    shop: ['POST'],
    staff: ['POST'],
    programs: true,
  },
  {
    id: 'rest-else',
    on: 'rest',
    pattern: '^',
    why: 'staff, tills and programs: declared integrations have rows of their own before this one',
    shop: nobody,
    staff: rest,
  },
];
