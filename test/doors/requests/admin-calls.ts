import { type Behaviour, by, reads, type Said, sends, served, staffOnly } from './behaviour';

const session = { cookie: 'admin', headers: { 'x-wp-nonce': '{nonce}' } } as const;

const rest = (method: string, route: string, body?: unknown): Said => {
  const target = `/wp-json${route}`;
  const said = body === undefined ? { ...reads(target, []), method } : sends(method, target, body);
  return staffOnly({ ...said, ...session, headers: { ...said.headers, ...session.headers } }, { saying: 'rest' });
};

/** An integration may call there (`requestStore`): whether this is it, the web ACL cannot tell. */
const ofDeclared = (said: Said): Said => ({ ...said, seenByWaf: false });

/** What the editor, WooCommerce's screens and programs of staff call. Each is what an attacker at the shop door wants. */
export const adminCalls: readonly Behaviour[] = by('admin', {
  'lists accounts by REST': rest('GET', '/wp/v2/users?context=edit'),
  'reads the own account': rest('GET', '/wp/v2/users/me'),
  // The second time WordPress answers 500: there is one of that name.
  'makes an account': {
    ...rest('POST', '/wp/v2/users', { username: 'x', email: 'x@shop.example', password: 'x' }),
    staff: served(201, 500),
  },
  'makes an application password': rest('POST', '/wp/v2/users/me/application-passwords', { name: 'x' }),
  'lists articles': rest('GET', '/wp/v2/posts?status=draft'),
  'writes an article': rest('POST', '/wp/v2/posts', { title: 'x', content: '<p>hat</p>', status: 'draft' }),
  'saves as the editor does': rest('POST', '/wp/v2/posts/1/autosaves', { content: 'x' }),
  'lists media': rest('GET', '/wp/v2/media'),
  'reads the settings': rest('GET', '/wp/v2/settings'),
  'changes the settings': rest('PUT', '/wp/v2/settings', { title: 'x' }),
  'reads types': rest('GET', '/wp/v2/types?context=edit'),
  'reads global styles': rest('GET', '/wp/v2/global-styles/themes/twentytwentyfive'),
  'lists plugins by REST': rest('GET', '/wp/v2/plugins'),
  'searches everything': rest('GET', '/wp/v2/search?search=x'),
  'renders a block': rest('GET', '/wp/v2/block-renderer/core/archives?context=edit'),
  'looks up a link': rest('GET', '/wp-block-editor/v1/url-details?url=https%3A%2F%2Fexample.org'),
  'tests the site': rest('GET', '/wp-site-health/v1/tests/page-cache'),
  'embeds a page of others': rest('GET', '/oembed/1.0/proxy?url=https%3A%2F%2Fexample.org'),
  'does several things': rest('POST', '/batch/v1', { requests: [{ method: 'POST', path: '/wp/v2/posts', body: {} }] }),
  'reads the list of routes': staffOnly(reads('/wp-json/', [200], session)),
  'reads the list of a namespace': rest('GET', '/wp/v2'),
  'lists orders by REST': ofDeclared(rest('GET', '/wc/v3/orders?status=processing')),
  'refunds an order': ofDeclared(rest('POST', '/wc/v3/orders/{order}/refunds', { amount: '1.00', api_refund: false })),
  'lists customers': rest('GET', '/wc/v3/customers'),
  'deletes a customer': rest('DELETE', '/wc/v3/customers/999999?force=true'),
  'changes a price': rest('PUT', '/wc/v3/products/{product}', { regular_price: '9.00' }),
  'changes many prices': rest('POST', '/wc/v3/products/batch', { update: [] }),
  'makes a coupon': rest('POST', '/wc/v3/coupons', { code: 'free', amount: '100' }),
  'makes a webhook': rest('POST', '/wc/v3/webhooks', { topic: 'order.created', delivery_url: 'https://a.example' }),
  'reads the state of the system': rest('GET', '/wc/v3/system_status'),
  'reads settings of payments': rest('GET', '/wc/v3/payment_gateways'),
  'reads reports': rest('GET', '/wc/v3/reports/sales'),
  'lists orders by an older version': rest('GET', '/wc/v2/orders'),
  'lists orders by the first version': rest('GET', '/wc/v1/orders'),
  'reads analytics of customers': rest('GET', '/wc-analytics/customers'),
  'reads analytics of revenue': rest('GET', '/wc-analytics/reports/revenue/stats'),
  'reads options by WooCommerce’s screens': { ...rest('GET', '/wc-admin/options?options=blogname'), needs: 'wc-admin' },
});
