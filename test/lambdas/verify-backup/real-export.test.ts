import { ExportHost, exportPrograms, keyArn, password } from '../../host/an-export-host';
import { describeWith } from '../../host/web-host';
import { mariaDbIsThere, type RunningMariaDb, startMariaDb } from '../../support/mariadb';
import { generateShop } from '../../support/shop-generator/generate-shop';
import { ids, measured, proveArrival } from './findings';
import { hours, World } from './world';

// A real server, and whole processes on a machine that may be busy with others.
jest.setTimeout(180_000);

/** As a scheduler names the export that begins now. */
function exportIdOf(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

if (mariaDbIsThere()) {
  describeWith(exportPrograms)('what a host exports', () => {
    let database: RunningMariaDb;
    let host: ExportHost;
    let world: World;

    beforeAll(async () => {
      database = await startMariaDb();
      await generateShop((sql) => database.ask(sql), { orders: 120 });
      const quoted = password.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
      await database.ask(`CREATE USER app IDENTIFIED BY '${quoted}' REQUIRE SSL`);
      await database.ask('GRANT SELECT, LOCK TABLES, SHOW VIEW ON shop.* TO app');
      host = await ExportHost.create(database);
      world = new World({ generation: 1, keyArn });
      world.bucket.clear();
    });
    afterAll(async () => {
      host.remove();
      await database.stop();
    });

    /** Exports, and puts what the host put into its folder into the world's bucket. @returns the manifest's key */
    function exported(at: Date): string {
      const id = exportIdOf(at);
      const { status, stderr } = host.run(id);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const now = new Date();
      const fresh = host.objects().filter((key) => key.includes(id));
      for (const key of fresh) {
        world.store(key, host.object(key), now);
        Object.assign(world.bucket.get(key) ?? {}, { keyArn });
      }
      world.now = now;
      return fresh.find((key) => key.endsWith('manifest.json')) ?? 'none';
    }

    test('is proven, whole; the next one too; and not once a shop’s orders have gone', async () => {
      const first = await proveArrival(world, exported(hours(new Date(), -0.2)));
      expect(first.results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
      expect(first.measures.exportRows).toBeGreaterThan(1_000);

      // Two dumps of the same rows in the same second are the same bytes, which would be a replay.
      await database.ask("UPDATE shop.wp_options SET option_value = 'A day later' WHERE option_name = 'blogname'");
      const second = await proveArrival(world, exported(hours(new Date(), -0.1)));
      expect(second.results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
      expect(measured(world, 'ExportProven')).toEqual([1, 1]);

      await database.ask('DELETE FROM shop.wp_wc_orders WHERE id % 5 = 0');
      const third = await proveArrival(world, exported(new Date()));
      expect(ids(third, 'fail')).toEqual(['export-rows-kept']);
      expect(measured(world, 'ExportProven')).toEqual([1, 1, 0]);
    });
  });
}
