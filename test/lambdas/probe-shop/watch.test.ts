import { probeShop } from '../../../lambdas/probe-shop/probe-shop';
import { HttpFault } from '../../../lambdas/shared/http/http-reader';
import { World } from './world';

describe('probe-shop every five minutes', () => {
  test('passes a shop that is well, without evidence', async () => {
    const world = new World();
    const { summary, ...answer } = await world.probe('watch');
    expect(answer).toEqual({
      verdict: 'pass',
      checks: {
        home: 'pass',
        'store-api': 'pass',
        product: 'pass',
        cart: 'pass',
        checkout: 'pass',
        'staff-door': 'pass',
        'staff-at-shop': 'pass',
        'plain-http': 'pass',
        headers: 'pass',
        certificates: 'pass',
        'response-time': 'pass',
        'version-leaks': 'pass',
      },
      responseMs: { home: 100, product: 100, cart: 100, checkout: 100 },
    });
    expect(summary).toBe('shop probe (watch): all well, 12 checks pass');
    expect(world.evidence).toEqual([]);
    expect(world.put).toEqual([{ namespace: 'Storefort/acme', name: 'ShopProbed', unit: 'Count', value: 1 }]);
  });

  test('asks little, and never twice', async () => {
    const world = new World();
    await world.probe('watch');
    expect(world.requests.length).toBeLessThanOrEqual(12);
    expect(world.requests.filter(({ retries }) => retries !== 0)).toEqual([]);
    expect(world.requests.filter(({ redirects }) => redirects !== undefined)).toEqual([]);
  });

  test('bounds every request in time and size, and says who asks', async () => {
    const world = new World();
    await world.probe('watch');
    for (const { timeoutMs, maxBytes, headers } of world.requests) {
      expect(timeoutMs).toBe(15_000);
      expect(maxBytes).toBe(2_097_152);
      expect(headers?.['user-agent']).toBe('Storefort-Probe/0.1.0');
    }
  });

  test('leaves nothing behind: no order, no mail, no item in a cart', async () => {
    const world = new World();
    await world.probe('watch');
    expect(world.shop.orders.size).toBe(0);
    expect(world.commands).toEqual([]);
    expect([...world.shop.carts.values()]).toEqual([[]]);
  });

  test('is one shopper over and over, for whom one draft of an order is enough', async () => {
    const world = new World();
    for (let run = 0; run < 5; run += 1) await world.probe('watch');
    expect(world.shop.drafts).toBe(1);
    expect(world.shop.carts.size).toBe(1);
  });

  test('takes out what an earlier run left in the cart', async () => {
    const world = new World();
    world.faults.set('POST shop /wp-json/wc/store/v1/cart/remove-item', new HttpFault('timeout', 'too late'));
    expect(await world.findings('watch')).toEqual({ cart: ['fail', 'too late'] });
    world.faults.clear();
    // As if the shopper had been remembered.
    world.cookies.take({ headers: { 'set-cookie': 'wp_woocommerce_session_ab=session-1' } });
    expect((await world.probe('watch')).verdict).toBe('pass');
    expect([...world.shop.carts.values()]).toEqual([[]]);
  });

  test.each(['/cart/', '/checkout/'])('becomes another shopper once %s did not do', async (path) => {
    const world = new World();
    world.shop.change(`GET shop ${path}`, () => ({ status: 500 }));
    await world.probe('watch');
    world.shop.change(`GET shop ${path}`, () => ({}));
    expect((await world.probe('watch')).verdict).toBe('pass');
    expect(world.shop.carts.size).toBe(2);
  });

  test('puts evidence first and then 0 when the shop is down', async () => {
    const world = new World();
    for (const path of ['/', '/product/hat/', '/cart/', '/checkout/'])
      world.shop.change(`GET shop ${path}`, () => ({ status: 503 }));
    const { verdict, evidenceKey, summary } = await world.probe('watch');
    expect(verdict).toBe('fail');
    expect(evidenceKey).toMatch(/^acme\/shop-probe-[0-9a-f]{32}$/);
    expect(world.done).toEqual(['evidence', 'metric']);
    expect(world.put[0]?.value).toBe(0);
    expect(summary).toMatch(/^shop probe \(watch\), fail: home: \/ answered with status 503; /);
    expect(summary).not.toMatch(/\n/);
  });

  test('puts evidence and no metric of what could not be found out', async () => {
    const world = new World();
    world.faults.set(
      'GET staff /wp-login.php',
      new HttpFault('connection', 'staff.shop.example refused the connection'),
    );
    const { verdict, checks } = await world.probe('watch');
    expect([verdict, checks['staff-door']]).toEqual(['error', 'error']);
    expect(world.evidence.map((one) => one.verdict)).toEqual(['error']);
    expect(world.put).toEqual([]);
  });

  test('says nothing by metric when its evidence could not be put', async () => {
    const world = new World();
    world.evidenceFails = true;
    world.shop.change('GET shop /', () => ({ status: 503 }));
    await expect(world.probe('watch')).rejects.toThrow('the evidence could not be put');
    expect(world.put).toEqual([]);
  });

  test('connects to the distributions while DNS does not point there', async () => {
    const world = new World();
    const { shop, staff } = world.expected.doors;
    world.expected = {
      ...world.expected,
      doors: { shop: { ...shop, connectTo: 'd1.cloudfront.net' }, staff: { ...staff, connectTo: 'd2.cloudfront.net' } },
    };
    await world.probe('watch');
    const pairs = world.requests.map(({ url, connectTo }) => `${new URL(url).host} ${connectTo ?? ''}`);
    expect([...new Set(pairs)].sort()).toEqual([
      'shop.example d1.cloudfront.net',
      'staff.shop.example d2.cloudfront.net',
    ]);
  });

  test('sends no cookie without TLS, nor to the other door', async () => {
    const world = new World();
    const told = { headers: { 'set-cookie': 'wordpress_test_cookie=1' } };
    world.shop.change('GET shop /wp-login.php', () => told);
    world.shop.change('GET staff /wp-login.php', () => told);
    await world.probe('watch');
    const withCookie = world.requests.filter(({ headers }) => headers?.['cookie'] !== undefined);
    expect(withCookie.length).toBeGreaterThan(2);
    expect(withCookie.filter(({ url }) => !url.startsWith('https://shop.example/'))).toEqual([]);
  });

  test('stops by its deadline', async () => {
    const world = new World();
    const signals: (AbortSignal | undefined)[] = [];
    const ports = world.ports();
    const http = {
      read: (...[request, signal]: Parameters<typeof ports.http.read>) => {
        signals.push(signal);
        return ports.http.read(request, signal);
      },
    };
    await probeShop({ expected: world.expected, mode: 'watch' }, { ...ports, http });
    expect(new Set(signals)).toEqual(new Set([world.deadline.signal]));
  });
});
