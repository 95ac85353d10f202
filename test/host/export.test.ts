import { spawnSync } from 'node:child_process';
import { exportKeys } from '../../lambdas/shared/manifest';
import { mariaDbIsThere, type RunningMariaDb } from '../support/mariadb';
import { exportId, ExportHost, exportPrograms, keyArn, sha256, startShop } from './an-export-host';
import { describeWith } from './web-host';

// A real server, and whole processes on a machine that may be busy with others.
jest.setTimeout(120_000);

const keys = exportKeys({ store: 'acme', generation: 1, export: exportId });

if (mariaDbIsThere()) {
  describeWith(exportPrograms)('export.sh', () => {
    let database: RunningMariaDb;
    let host: ExportHost;

    beforeAll(async () => {
      database = await startShop();
    });
    afterAll(() => database.stop());
    beforeEach(async () => {
      host = await ExportHost.create(database);
    });
    afterEach(() => {
      host.remove();
    });

    test('writes dump, inventory and, last, a manifest that is true of both', async () => {
      const before = Date.now();
      const { status, stderr, stdout } = host.run();
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(host.objects()).toEqual([keys.dump, keys.manifest, keys.uploads].sort());
      expect(host.calls().map((call) => call.replace(/^.*exports-bucket\//, ''))).toEqual([
        keys.dump,
        keys.uploads,
        keys.manifest,
      ]);

      const manifest = host.manifest();
      const dump = host.object(keys.dump);
      expect(manifest).toMatchObject({ store: 'acme', generation: 1, export: exportId, keyArn });
      expect(manifest.dump).toEqual({
        key: keys.dump,
        bytes: dump.length,
        sha256: sha256(dump),
        plainBytes: host.dump(manifest).length,
      });
      expect(manifest.tables).toEqual([
        { name: 'wp_empty', rows: 0 },
        { name: 'wp_many', rows: 30_000 },
        { name: 'wp`s', rows: 5 },
      ]);
      const [[version]] = (await database.ask('SELECT VERSION()')) as [[string]];
      expect(manifest.database).toEqual({ schema: 'shop', version, time: expect.any(String) });
      expect(Date.parse(manifest.database.time)).toBeGreaterThan(before - 5000);
      expect(Date.parse(manifest.database.time)).toBeLessThan(Date.now() + 5000);
      expect(manifest.tool).toMatch(/^mariadb-dump .*Ver /);
      expect(manifest.uploads).toEqual({
        key: keys.uploads,
        files: 1,
        fileBytes: 1000,
        sha256: sha256(host.object(keys.uploads)),
      });
      expect(stdout).toBe(`export ${exportId}: 3 tables, 30005 rows, ${dump.length} bytes; 1 files of uploads\n`);
    });

    test('writes a dump from which the same shop comes back', async () => {
      expect(host.run().status).toBe(0);
      await database.ask('CREATE DATABASE again CHARACTER SET utf8mb4');
      const [[socket]] = (await database.ask('SELECT @@socket')) as [[string]];
      const restored = spawnSync('mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root', 'again'], {
        input: host.dump(host.manifest()),
        encoding: 'utf8',
      });
      expect({ status: restored.status, stderr: restored.stderr }).toEqual({ status: 0, stderr: '' });
      for (const table of ['wp_empty', 'wp_many', '`wp``s`', 'wp_view']) {
        const sums = await database.ask(`CHECKSUM TABLE shop.${table}, again.${table}`);
        expect(sums[0]?.[1]).toEqual(sums[1]?.[1]);
        const [[one]] = (await database.ask(`SELECT COUNT(*) FROM shop.${table}`)) as [[string]];
        const [[other]] = (await database.ask(`SELECT COUNT(*) FROM again.${table}`)) as [[string]];
        expect(other).toEqual(one);
      }
      await database.ask('DROP DATABASE again');
    });

    test('says in UTC when the dump was complete, whatever the host’s time zone', () => {
      expect(host.run(exportId, { TZ: 'America/New_York' }).status).toBe(0);
      const [, day, time] = /^-- Dump completed on (\S+) +(\S+)\n$/m.exec(host.dump(host.manifest()).toString()) ?? [];
      expect(Math.abs(Date.parse(`${day}T${time}Z`) - Date.now())).toBeLessThan(60_000);
    });

    test('sends with the key and to the region that the settings name', () => {
      expect(host.run().status).toBe(0);
      const limits = '--cli-connect-timeout 10 --cli-read-timeout 60';
      const how = `us-west-2 ${limits} s3 cp --only-show-errors --sse aws:kms --sse-kms-key-id ${keyArn} -`;
      expect(host.calls()).toEqual(
        [keys.dump, keys.uploads, keys.manifest].map((key) => `${how} s3://exports-bucket/${key}`),
      );
    });

    test('keeps the password from command lines and environments, and files from others', () => {
      const seen =
        'tr "\\0" "\\n" </proc/$$/environ >>"$CALLS.seen"; echo "$*" >>"$CALLS.seen"; for word in "$@"; do [[ $word != --defaults-file=* ]] || stat -c %a "${word#*=}" "$(dirname "${word#*=}")" >>"$CALLS.modes"; done; exec "$real" "$@"';
      host.replace('mariadb-dump', seen);
      host.replace('mariadb', seen);
      expect(host.run().status).toBe(0);
      expect(host.host.read('calls.seen')).toContain(
        ' --single-transaction --quick --skip-lock-tables --hex-blob --routines --triggers --no-tablespaces --default-character-set=utf8mb4 shop\n',
      );
      expect(host.host.read('calls.seen')).not.toContain('quoted');
      expect(new Set(host.host.read('calls.modes').trim().split('\n'))).toEqual(new Set(['600', '700']));
      expect(host.working()).toEqual([]);
    });

    test('lists every file of the shared folders, whatever its name', () => {
      host.host.write('srv/storefort/shared/cache/feeds/\u00fc \n1\t2\\n.xml', 'abc');
      host.host.write('srv/storefort/shared/uploads/-rf', '');
      host.link('srv/storefort/shared/uploads/link', '/etc/passwd');
      expect(host.run().status).toBe(0);
      const { uploads } = host.manifest();
      expect(uploads).toMatchObject({ files: 3, fileBytes: 1003 });
      const lines = spawnSync('gzip', ['-dc'], { input: host.object(keys.uploads), encoding: 'utf8' })
        .stdout.trimEnd()
        .split('\n')
        .sort();
      expect(lines).toEqual([
        expect.stringMatching(/^0\t\d{10}\tuploads\/-rf$/),
        expect.stringMatching(/^1000\t\d{10}\tuploads\/2026\/one\.jpg$/),
        expect.stringMatching(/^3\t\d{10}\tcache\/feeds\/ü \\n1\\t2\\\\n\.xml$/),
      ]);
    });

    test('a shop without uploads has an empty inventory', () => {
      expect(host.host.call('rm -r "$SERVED_DIR/shared/uploads"').status).toBe(0);
      expect(host.run().status).toBe(0);
      expect(host.manifest().uploads).toMatchObject({ files: 0, fileBytes: 0 });
    });

    test('the same export again changes nothing', () => {
      expect(host.run().status).toBe(0);
      const sent = host.calls();
      expect(host.run()).toMatchObject({ status: 0, stdout: `export ${exportId} is there already\n` });
      expect(host.calls()).toEqual(sent);
      expect(host.run('20261126T011500Z').status).toBe(0);
    });

    test('sends what a folder of the preview takes in the bucket’s place', () => {
      expect(host.run(exportId, { STOREFORT_PLATFORM: 'debian' }).status).toBe(0);
      expect(host.calls()).toEqual([]);
      expect(host.host.json(`export-bucket/${keys.manifest}`)).toMatchObject({ export: exportId });
    });
  });
}
