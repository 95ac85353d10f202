import { mariaDbIsThere } from '../../support/mariadb';
import { cardFaults } from './faults/card-faults';
import type { Fault } from './faults/fault';
import { orderFaults } from './faults/order-faults';
import { partFaults } from './faults/part-faults';
import { siteFaults } from './faults/site-faults';
import { observed, Shops, verdicts } from './support/shops';

// A real server on a busy machine.
jest.setTimeout(120_000);

const describeIf = mariaDbIsThere() ? describe : describe.skip;

describeIf.each([
  { storage: 'hpos' as const, schema: 'tables' },
  { storage: 'posts' as const, schema: 'posts' },
])('a shop with its orders in $schema', ({ storage, schema }) => {
  let shops: Shops;

  beforeAll(async () => {
    shops = await Shops.start();
    await shops.make({ schema, storage, orders: 200 });
  });
  afterAll(async () => {
    await shops.stop();
  });

  test('passes as it is', async () => {
    const proof = await shops.check(schema);

    expect(verdicts(proof)).toEqual({ fail: [], error: [], 'not-run': ['shop-orders-storages'] });
  });

  const faults = [...orderFaults, ...partFaults, ...siteFaults, ...cardFaults].filter(
    (fault) => (fault.storage ?? storage) === storage,
  );

  test.each(faults)('$name', async ({ done, fails, expectations, says }: Fault) => {
    const proof = await shops.checkWith({ schema }, done, expectations);

    expect(verdicts(proof)).toMatchObject({ error: [] });
    expect([...verdicts(proof).fail].sort()).toEqual([...fails].sort());
    expect(fails.map((id) => observed(proof, id)).join('\n')).toContain(says ?? '');
  });
});
