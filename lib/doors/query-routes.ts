import { nobody, refused, rest } from './methods';
import type { Route } from './route';

/**
 * Query variables, however they were sent: in the address, in a form body, or by WordPress's rewrite rules. A door either lets one
 * through with every method or refuses it: the method is judged where the route is.
 */
export const queryRoutes: readonly Route[] = [
  {
    id: 'query-author',
    on: 'query',
    pattern: '^author(_name)?=',
    why: 'lists the names of accounts',
    shop: nobody,
    staff: rest,
  },
  {
    id: 'query-user-sitemap',
    on: 'query',
    pattern: '^sitemap=users',
    why: 'lists the names of accounts',
    ...refused,
  },
  { id: 'query-trackback', on: 'query', pattern: '^tb=', why: 'brings nothing but spam', ...refused },
  {
    id: 'query-till-sign-in',
    on: 'query',
    pattern: '^wcpos-(login|auth)=',
    why: 'tills sign in; it passes by WordPress’s own sign-in',
    shop: nobody,
    staff: rest,
    limit: 'sign-in',
  },
  {
    id: 'query-till',
    on: 'query',
    pattern: '^(pos|wcpos[a-z_-]*)=',
    why: 'till pages by their query variables',
    shop: nobody,
    staff: rest,
  },
  {
    id: 'query-key-request',
    on: 'query',
    pattern: '^wc-auth-(version|route)=',
    why: 'hands API keys to programs once staff agrees',
    shop: nobody,
    staff: rest,
  },
  {
    id: 'query-legacy-api',
    on: 'query',
    pattern: '^wc-api-(version|route)=',
    why: 'the API before REST; it takes API keys',
    shop: nobody,
    staff: rest,
  },
  {
    id: 'query-preview',
    on: 'query',
    pattern: '^(preview(_id|_nonce)?|wp_customize|customize_[a-z_]+)=',
    why: 'drafts and designs are looked at by staff',
    shop: nobody,
    staff: rest,
  },
  {
    id: 'query-method',
    on: 'query',
    pattern: '^_method=',
    why: 'turns one method into another; tills ask so for heads',
    shop: nobody,
    staff: rest,
  },
  {
    id: 'query-payment-callback',
    on: 'query',
    pattern: '^wc-api=',
    why: 'payment processors report here, and send shoppers back',
    shop: rest,
    staff: rest,
    programs: true,
  },
  {
    id: 'query-ajax-checkout',
    on: 'query',
    pattern: '^wc-ajax=(checkout|update_order_review|apply_coupon)$',
    why: 'shoppers pay; coupons and cards are guessed here',
    shop: rest,
    staff: rest,
    limit: 'checkout',
  },
  {
    id: 'query-search',
    on: 'query',
    pattern: '^(s|search)=',
    why: 'searching is the dearest page there is',
    shop: rest,
    staff: rest,
    limit: 'search',
  },
  {
    id: 'query-else',
    on: 'query',
    pattern: '^',
    why: 'filters, pages and wc-ajax calls of shoppers',
    shop: rest,
    staff: rest,
  },
];
