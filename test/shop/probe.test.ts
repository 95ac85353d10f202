import path from 'node:path';
import { pluginsIn } from '../../cli/host/release';
import { Cookies } from '../../lambdas/probe-shop/cookies';
import type { ProbeMode, ProbeShopAnswer } from '../../lambdas/probe-shop/contract';
import { probeShop } from '../../lambdas/probe-shop/probe-shop';
import type { Evidence } from '../../lambdas/shared/evidence';
import type { HostCommands } from '../../lambdas/shared/host-commands';
import type { HttpAnswer, HttpReader, HttpRequest } from '../../lambdas/shared/http/http-reader';
import { UndiciHttp } from '../../lambdas/shared/http/undici-http';
import { describeHost, isReal, Shop, shopPlugins } from './support/shop';

/** What the distributions say on every page of the shop door. */
const doorHeaders = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-frame-options': 'SAMEORIGIN',
  'content-security-policy': "frame-ancestors 'self'",
  'content-security-policy-report-only': "default-src 'self'",
  'permissions-policy': 'camera=(), microphone=()',
};

/** Its first variation is sold out; the second is of any size. */
const variableProduct = `
  $sizes = new WC_Product_Attribute();
  $sizes->set_name('Size');
  $sizes->set_options(['Not & so "large"', 'XL']);
  $sizes->set_visible(true);
  $sizes->set_variation(true);
  $shirt = new WC_Product_Variable();
  $shirt->set_name('Probe shirt');
  $shirt->set_attributes([$sizes]);
  $shirt->save();
  foreach (['outofstock' => 'XL', 'instock' => ''] as $stock => $size) {
    $variation = new WC_Product_Variation();
    $variation->set_parent_id($shirt->get_id());
    $variation->set_attributes(['size' => $size]);
    $variation->set_regular_price('12');
    $variation->set_virtual(true);
    $variation->set_stock_status($stock);
    $variation->save();
  }
  WC_Product_Variable::sync($shirt->get_id());`;

/** Plays what stands before the preview's doors and the preview has not: the web ACL's networks, the headers, plain HTTP. */
class Edge implements HttpReader {
  isStaffDoorOpen = false;
  headers: Partial<Record<string, string>> = doorHeaders;
  private readonly doors: HttpReader;

  constructor(private readonly shop: Shop) {
    this.doors = new UndiciHttp({ allowed: (address) => address.startsWith('127.'), ca: shop.host.preview.ca });
  }

  async read(request: HttpRequest): Promise<HttpAnswer> {
    const { protocol, host } = new URL(request.url);
    const isStaff = host === this.shop.value('staff-host');
    if (protocol === 'http:') {
      const body = new Uint8Array();
      const answer = { headers: { location: `https://${host}/` }, body, url: request.url, milliseconds: 1 };
      return { ...answer, status: isStaff ? 403 : 301 };
    }
    const answer = await this.doors.read(request);
    if (isStaff && !this.isStaffDoorOpen)
      return { ...answer, status: 403, headers: { server: 'CloudFront' }, body: new Uint8Array() };
    const headers = Object.entries({ ...answer.headers, ...this.headers });
    return {
      ...answer,
      headers: Object.fromEntries(headers.flatMap(([name, value]) => (value ? [[name, value]] : []))),
    };
  }
}

describeHost()('the probe at a real shop', () => {
  let shop: Shop;
  let edge: Edge;
  let evidence: Evidence[];
  const cookies = new Cookies();

  beforeAll(async () => {
    shop = await Shop.open([...shopPlugins(), ...pluginsIn(path.join(__dirname, 'probe-plugin'))]);
    if (isReal) await shop.host.preview.php(`update_option('woocommerce_bacs_settings', ['enabled' => 'yes']);`);
  }, 300_000);
  beforeEach(() => {
    edge = new Edge(shop);
    evidence = [];
  });
  afterEach(() => fault(''));
  afterAll(() => shop.close(), 60_000);

  /** How the shop is broken from now on. */
  const fault = (name: string) => shop.host.preview.php(`update_option('probe_fault', '${name}');`);

  /** As Systems Manager's documents do. */
  const run: HostCommands['run'] = async (document, _, { MailId = '', ...order }) => {
    const { ProductId = '', OrderId = '', OrderKey = '' } = order;
    const args = document === 'test-mail' ? [MailId, 'jo@shopper.example'] : [ProductId, OrderId, OrderKey];
    return { output: await shop.host.preview.script(`bin/${document}.sh`, args) };
  };

  async function probe(mode: ProbeMode): Promise<ProbeShopAnswer> {
    const never = new AbortController().signal;
    const expected = {
      store: 'acme',
      doors: { shop: { host: shop.value('shop-host') }, staff: { host: shop.value('staff-host') } },
      autoScalingGroup: 'none',
      // The stand-in has no checkout behind its form.
      ...(isReal && { testOrder: { productId: Number(shop.value('product')), gateway: 'bacs' } }),
      mailDocument: 'test-mail',
      orderDocument: 'test-order',
      evidence: { bucket: 'none', region: 'none' },
    };
    return probeShop(
      { expected, mode },
      {
        http: edge,
        hosts: { reachable: () => Promise.resolve(['preview']), run },
        evidence: { put: (one) => Promise.resolve(`key-${evidence.push(one)}`) },
        metrics: { put: () => undefined },
        now: () => new Date(),
        cookies,
        deadline: never,
        lastCall: never,
        namespace: 'Storefort/acme',
        version: '0.1.0',
      },
    );
  }

  /** By check: what does not pass, the machine's slowness apart. */
  async function findings(mode: ProbeMode): Promise<Record<string, string>> {
    await probe(mode).catch(() => undefined);
    const notPassed = (evidence.at(-1)?.results ?? []).filter(
      ({ id, verdict }) => !['pass', 'not-run'].includes(verdict) && id !== 'response-time',
    );
    return Object.fromEntries(notPassed.map(({ id, observed, verdict }) => [id, `${verdict}: ${observed}`]));
  }

  const saidOf = (check: string) => {
    const result = evidence.at(-1)?.results.find(({ id }) => id === check);
    return `${result?.verdict ?? ''}: ${result?.observed ?? ''}`;
  };

  // Faults come after this: pages for everyone are kept for ten seconds, and shown once more while they are made anew.
  test('finds nothing wrong, by the day: the host sends a mail, and WooCommerce takes an order back', async () => {
    expect(await findings('daily')).toEqual({});
    expect(saidOf('test-mail')).toMatch(/^pass: sent by /);
    expect(saidOf('test-order')).toMatch(isReal ? /^pass: order \d+ was on-hold and is cancelled; / : /^not-run: /);
  }, 240_000);

  test('finds nothing wrong every five minutes, and leaves the cart empty', async () => {
    await probe('watch');
    expect(await findings('watch')).toEqual({});
  }, 120_000);

  test('finds a shop that is down', async () => {
    await fault('down');
    expect(await findings('window')).toMatchObject({
      cart: 'fail: /cart/ answered with status 503',
      checkout: 'fail: /checkout/ answered with status 503',
    });
  }, 120_000);

  test('finds what shows an error', async () => {
    await fault('warning');
    expect((await findings('watch'))['cart']).toBe('fail: /cart/ shows an error of PHP or WordPress');
  }, 120_000);

  test('finds a page that names a version', async () => {
    await fault('leak');
    expect((await findings('watch'))['version-leaks']).toMatch('/cart/ tells a generator');
  }, 120_000);

  test('finds a checkout without its form', async () => {
    // WooCommerce's own page keeps its form.
    if (isReal) return;
    await fault('no checkout');
    expect((await findings('watch'))['checkout']).toBe('fail: /checkout/ does not show the checkout');
  }, 120_000);

  test('finds a staff door that lets strangers sign in', async () => {
    edge.isStaffDoorOpen = true;
    expect((await findings('watch'))['staff-door']).toBe(
      'fail: /wp-login.php answered a stranger with status 200, not 403',
    );
  }, 120_000);

  test('finds a header that is missing', async () => {
    const { 'x-frame-options': _, ...others } = doorHeaders;
    edge.headers = others;
    expect((await findings('watch'))['headers']).toMatch('without x-frame-options');
  }, 120_000);

  test('finds nothing wrong with a shop whose products all have variations', async () => {
    await fault('variable');
    const simple = "foreach (wc_get_products(['type' => 'simple', 'limit' => -1]) as $one)";
    if (isReal) {
      await shop.host.preview.php(`${simple} { $one->set_stock_status('outofstock'); $one->save(); }`);
      await shop.host.preview.php(variableProduct);
    }
    try {
      expect(await findings('watch')).toEqual({});
      await probe('window');
      expect(saidOf('product')).toMatch(isReal ? /^pass: \/product\/probe-shirt\// : /^pass: /);
    } finally {
      if (isReal) await shop.host.preview.php(`${simple} { $one->set_stock_status('instock'); $one->save(); }`);
    }
  }, 180_000);
});
