import { evidenceSchema } from '../../../lambdas/shared/evidence';
import { HttpFault } from '../../../lambdas/shared/http/http-reader';
import { World } from './world';

describe('probe-shop by the day and by the window', () => {
  test.each(['daily', 'window'] as const)('puts evidence of a %s that passes', async (mode) => {
    const world = new World();
    const { verdict, evidenceKey } = await world.probe(mode);
    expect(verdict).toBe('pass');
    const [evidence] = world.evidence;
    expect(evidenceSchema.parse(evidence)).toMatchObject({
      store: 'acme',
      check: 'shop-probe',
      startedAt: '2026-11-25T10:15:00.000Z',
      finishedAt: '2026-11-25T10:15:00.000Z',
      producer: { name: 'probe-shop', version: '0.1.0' },
      subject: { mode, shopDoor: 'shop.example', staffDoor: 'staff.shop.example' },
      verdict: 'pass',
    });
    expect(evidenceKey).toBe(`acme/${evidence?.id ?? ''}`);
    expect(world.put).toEqual([]);
  });

  test('says of each check what is asked, and for which requirement', async () => {
    const world = new World();
    await world.probe('daily');
    const results = world.evidence[0]?.results ?? [];
    expect(results.map(({ id }) => id)).toEqual([
      'home',
      'store-api',
      'product',
      'cart',
      'checkout',
      'staff-door',
      'staff-at-shop',
      'plain-http',
      'headers',
      'certificates',
      'response-time',
      'version-leaks',
      'test-mail',
      'test-order',
    ]);
    expect(results.filter(({ observed, what, expected }) => observed === '' || what === '' || expected === '')).toEqual(
      [],
    );
    expect(results.find(({ id }) => id === 'plain-http')?.requirement).toBe('PCI DSS 4.2.1');
  });

  test('has evidence of its own each time', async () => {
    const world = new World();
    await world.probe('daily');
    await world.probe('window');
    world.now = new Date('2026-11-26T10:15:00.000Z');
    await world.probe('daily');
    expect(new Set(world.evidence.map(({ id }) => id)).size).toBe(3);
  });

  // A window that asks until one of two hosts answers well would not see that the other one is broken.
  test.each([
    ['daily', 2],
    ['window', 0],
  ] as const)('asks again what only reads, in %s %d times', async (mode, times) => {
    const world = new World();
    await world.probe(mode);
    expect(new Set(world.requests.filter(({ method }) => method === 'GET').map(({ retries }) => retries))).toEqual(
      new Set([times]),
    );
  });

  test('throws what a daily run finds, after its evidence', async () => {
    const world = new World();
    world.shop.change('GET staff /', () => ({ status: 200 }));
    await expect(world.probe('daily')).rejects.toThrow(
      'shop probe (daily), fail: staff-door: / answered a stranger with status 200, not 403',
    );
    expect(world.evidence.map(({ verdict }) => verdict)).toEqual(['fail']);
    expect(world.put).toEqual([]);
  });

  test('throws what a daily run could not find out', async () => {
    const world = new World();
    world.faults.set('GET shop /feed/', new HttpFault('connection', 'not there'));
    await expect(world.probe('daily')).rejects.toThrow('shop probe (daily), error: version-leaks: not there');
    expect(world.evidence.map(({ verdict }) => verdict)).toEqual(['error']);
  });

  test.each(['fail', 'error'] as const)('answers a window whose verdict is %s', async (verdict) => {
    const world = new World();
    if (verdict === 'fail') world.shop.change('GET shop /', () => ({ status: 503 }));
    else world.faults.set('GET shop /', new HttpFault('connection', 'not there'));
    const answer = await world.probe('window');
    expect(answer).toMatchObject({ verdict, checks: { home: verdict, cart: 'pass' } });
    expect(answer.evidenceKey).toBeDefined();
    expect(world.evidence.map((one) => one.verdict)).toEqual([verdict]);
  });

  test('names what fails before what is not known, in one line of bounded length', async () => {
    const world = new World();
    world.faults.set('GET shop /', new HttpFault('connection', 'x'.repeat(2000)));
    world.shop.change('GET staff /', () => ({ status: 200 }));
    const { summary } = await world.probe('window');
    expect(summary).toMatch(/^shop probe \(window\), fail: staff-door: .*; home: x+/);
    expect(summary.length).toBeLessThanOrEqual(1000);
  });

  test('names what was not run, where that is all there is', async () => {
    const world = new World();
    world.expected = { ...world.expected, testOrder: undefined };
    const { summary, verdict } = await world.probe('window');
    expect([verdict, summary]).toEqual(['pass', 'shop probe (window): all well, 12 checks pass']);
  });

  test('says nothing without evidence', async () => {
    const world = new World();
    world.evidenceFails = true;
    await expect(world.probe('window')).rejects.toThrow('the evidence could not be put');
  });
});
