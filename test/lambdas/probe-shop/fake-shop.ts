import { probeCustomer } from '../../../lambdas/probe-shop/contract';

/** As it comes in at a door. */
export interface Asked {
  readonly scheme: 'https' | 'http';
  readonly host: string;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Told {
  status: number;
  headers: Record<string, string | string[]>;
  body: string;
}

export interface FakeOrder {
  readonly key: string;
  readonly productId: number;
  status: string;
  email: string;
  gateway: string;
}

interface Item {
  readonly key: string;
  readonly id: number;
  readonly quantity: number;
}

export const shopHost = 'shop.example';
export const staffHost = 'staff.shop.example';

const doorHeaders = {
  server: 'CloudFront',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-frame-options': 'SAMEORIGIN',
  'content-security-policy': "frame-ancestors 'self'",
  'content-security-policy-report-only': "default-src 'self'; script-src 'self' 'unsafe-inline'",
  'permissions-policy': 'camera=(), display-capture=(), payment=(self)',
};

/** A shop with both doors, as WooCommerce and CloudFront answer: sound, until a test changes something. */
export class FakeShop {
  readonly asked: Asked[] = [];
  readonly orders = new Map<number, FakeOrder>();
  readonly carts = new Map<string, Item[]>();
  /** Orders that were begun: a number each. */
  drafts = 0;
  /** What WooCommerce takes a shopper's place to be. */
  place = { country: 'DE', state: '' };
  gateways = ['bacs', 'cod'];
  products: object[] = [
    { ...product(11, 'Gift card'), is_purchasable: false },
    { ...product(12, 'Mug'), is_in_stock: false },
    { ...product(13, 'Shirt'), type: 'variable' },
    product(14, 'Jo&#8217;s &#8220;Blue&#8221; hat &amp; co'),
  ];
  /** What is listed as variations, whatever else was asked for. */
  variations: object[] = [];
  /** By `GET shop /cart/`: what is told instead. */
  private readonly changes = new Map<string, (told: Told, asked: Asked) => Told>();
  private readonly draftOf = new Map<string, number>();

  change(what: string, change: (told: Told, asked: Asked) => Partial<Told>): void {
    this.changes.set(what, (told, asked) => ({ ...told, ...change(told, asked) }));
  }

  answer(asked: Asked): Told {
    this.asked.push(asked);
    const path = asked.target.split('?')[0] ?? '';
    const door = asked.host.startsWith('staff') ? 'staff' : 'shop';
    const told = this.soundly(door, path, asked);
    const scheme = asked.scheme === 'http' ? 'http ' : '';
    return this.changes.get(`${asked.method} ${scheme}${door} ${path}`)?.(told, asked) ?? told;
  }

  private soundly(door: 'shop' | 'staff', path: string, asked: Asked): Told {
    if (asked.scheme === 'http')
      return door === 'staff' ? plain(403) : { ...plain(301), headers: { location: `https://${asked.host}/` } };
    if (door === 'staff') return plain(403);
    if (asked.headers['user-agent'] === undefined) return plain(403);
    if (path.startsWith('/wp-json/wc/store/v1/')) return this.storeApi(path.slice(21), asked);
    const known = this.pages()[path];
    return path === '/checkout/' ? this.checkoutPage(asked) : (known ?? plain(404));
  }

  private pages(): Readonly<Record<string, Told>> {
    return {
      '/': page('Shop', '<p>Welcome</p>'),
      '/product/hat/': page('A hat', '<h1>Jo’s &#8220;Blue&#8221; hat &amp; co</h1><p>19.00</p>'),
      '/cart/': page('Cart', '<div class="wp-block-woocommerce-cart alignwide is-loading"></div>'),
      '/feed/': { ...plain(200), body: '<rss><channel><title>Shop</title></channel></rss>' },
    };
  }

  private checkoutPage(asked: Asked): Told {
    const session = sessionOf(asked);
    if ((this.carts.get(session) ?? []).length === 0)
      return { ...plain(302), headers: { location: `https://${asked.host}/cart/` } };
    // The block asks for the draft as it is made.
    this.draft(session);
    return page('Checkout', '<div data-block-name="x" class="alignwide wp-block-woocommerce-checkout"></div>');
  }

  private storeApi(route: string, asked: Asked): Told {
    const session = sessionOf(asked);
    const nonce = `nonce-of-${session}`;
    if (route === 'products')
      return json(200, asked.target.includes('type=variation&') ? this.variations : this.products);
    if (route === 'cart') return json(200, this.cart(session), { nonce });
    if (asked.headers['nonce'] !== nonce) return json(401, { code: 'woocommerce_rest_missing_nonce', message: 'x' });
    if (route === 'checkout') return this.checkout(asked, session);
    const sent = JSON.parse(asked.body) as { id: number; key: string };
    const items = this.carts.get(session) ?? [];
    if (route === 'cart/add-item') return this.add(session, items, sent.id);
    if (route === 'cart/remove-item') {
      this.carts.set(
        session,
        items.filter(({ key }) => key !== sent.key),
      );
      return json(200, this.cart(session), { nonce, 'set-cookie': 'woocommerce_items_in_cart=0; max-age=0; path=/' });
    }
    return route === 'cart/update-customer' ? json(200, this.cart(session), { nonce }) : plain(404);
  }

  private add(session: string, items: readonly Item[], id: number): Told {
    if (items.length > 0) return json(400, { code: 'woocommerce_rest_product_sold_individually', message: 'x' });
    const fresh = session === '' ? `session-${this.carts.size + 1}` : session;
    this.carts.set(fresh, [...items, { key: `key-${id}`, id: id, quantity: 1 }]);
    const cookies = [
      `wp_woocommerce_session_ab=${fresh}; Path=/; Secure; HttpOnly`,
      'woocommerce_items_in_cart=1; path=/; secure',
    ];
    return json(201, this.cart(fresh), { nonce: `nonce-of-${fresh}`, 'set-cookie': cookies });
  }

  private checkout(asked: Asked, session: string): Told {
    const [item] = this.carts.get(session) ?? [];
    if (item === undefined) return json(400, { code: 'woocommerce_rest_cart_empty', message: 'x' });
    const id = this.draft(session);
    const order = { order_id: id, order_key: keyOf(id), status: 'checkout-draft' };
    if (asked.method === 'GET') return json(200, order);
    const sent = JSON.parse(asked.body) as { billing_address: { email: string }; payment_method: string };
    const status = sent.payment_method === 'cod' ? 'processing' : 'on-hold';
    const { email } = sent.billing_address;
    this.orders.set(id, { key: keyOf(id), productId: item.id, status, email, gateway: sent.payment_method });
    this.carts.delete(session);
    this.draftOf.delete(session);
    return json(200, { ...order, status });
  }

  private draft(session: string): number {
    const known = this.draftOf.get(session);
    if (known !== undefined) return known;
    this.drafts += 1;
    this.draftOf.set(session, 500 + this.drafts);
    return 500 + this.drafts;
  }

  private cart(session: string): object {
    const items = this.carts.get(session) ?? [];
    return {
      items,
      needs_shipping: true,
      payment_methods: this.gateways,
      billing_address: { ...this.place, city: '' },
    };
  }

  /** As the document on a host does it. */
  cancel({ ProductId, OrderId, OrderKey }: Readonly<Record<string, string>>): object {
    const order = this.orders.get(Number(OrderId));
    if (order?.key !== OrderKey || order?.productId !== Number(ProductId) || order.email !== probeCustomer)
      throw new Error(`order ${OrderId ?? ''} is not the probe's`);
    const statusBefore = order.status;
    order.status = 'cancelled';
    const stock = { managesStock: true, quantity: 1, stockBefore: 4, stockAfter: 5, stockRestored: true };
    return { orderId: Number(OrderId), statusBefore, status: 'cancelled', ...stock, inReports: false };
  }
}

export function product(id: number, name: string): object {
  const permalink = `https://${shopHost}/product/hat/`;
  const bought = { is_purchasable: true, is_in_stock: true, prices: {} };
  return { id, name, parent: 0, type: 'simple', permalink, ...bought, attributes: [], variations: [] };
}

/** Of a product of that number: listed with its name, and its choices in the address. */
export function variation(id: number, parent: number): object {
  const permalink = `https://${shopHost}/product/hat/?attribute_pa_size=xl`;
  return { ...product(id, 'Hat'), type: 'variation', parent, permalink };
}

export function page(title: string, body: string): Told {
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=UTF-8', ...doorHeaders },
    body: `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>\n<!-- made -->\n`,
  };
}

export function plain(status: number): Told {
  return { status, headers: { 'content-type': 'text/plain', server: 'CloudFront' }, body: 'x' };
}

export function json(status: number, body: unknown, headers: Told['headers'] = {}): Told {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

const keyOf = (id: number) => `wc_order_Key${id}abc`;

function sessionOf({ headers }: Asked): string {
  return /wp_woocommerce_session_ab=([^;]+)/.exec(headers['cookie'] ?? '')?.[1] ?? '';
}
