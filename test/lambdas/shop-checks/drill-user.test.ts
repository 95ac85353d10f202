import { MariaDbShopDatabase } from '../../../lambdas/shared/mariadb-shop-database';
import { checkShop } from '../../../lambdas/shared/shop-checks/check-shop';
import { mariaDbIsThere, type RunningMariaDb, startMariaDb } from '../../support/mariadb';
import { generateShop } from '../../support/shop-generator/generate-shop';
import { expectations, verdicts } from './support/shops';

// A real server on a busy machine.
jest.setTimeout(180_000);

const describeIf = mariaDbIsThere() ? describe : describe.skip;

describeIf('the drill user, who may only read', () => {
  let server: RunningMariaDb;

  beforeAll(async () => {
    server = await startMariaDb();
    await generateShop((statement) => server.ask(statement), { orders: 5000, schema: 'shop', seed: 3 });
    await server.ask(`CREATE USER drill IDENTIFIED BY 'reads' REQUIRE SSL`);
    await server.ask('GRANT SELECT ON shop.* TO drill');
  });
  afterAll(async () => {
    await server.stop();
  });

  test.each([1, 2])('checks a shop of 5,000 orders over %s connections', async (connections) => {
    const { host, port, authority } = server;
    const database = await MariaDbShopDatabase.open({
      address: { host, port, authorities: [authority] },
      user: 'drill',
      password: 'reads',
      schema: 'shop',
      connections,
    });

    const proof = await checkShop(database, 'shop', expectations);
    await database.close();

    expect(verdicts(proof)).toEqual({ fail: [], error: [], 'not-run': ['shop-orders-storages'] });
    expect(proof.counts).toEqual({ orders: 5000, products: 250, customers: 2500, users: 1671 });
  });
});
