import { exportKeys } from '../../lambdas/shared/manifest';
import { mariaDbIsThere, type RunningMariaDb, startMariaDb } from '../support/mariadb';
import { exportId, ExportHost, exportPrograms, password, startShop } from './an-export-host';
import { describeWith } from './web-host';

// A real server, and whole processes on a machine that may be busy with others.
jest.setTimeout(120_000);

const keys = exportKeys({ store: 'acme', generation: 1, export: exportId });

if (mariaDbIsThere()) {
  describeWith(exportPrograms)('export.sh, when something fails', () => {
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

    /** It failed, says so, and left neither a manifest nor half a dump, nor anything in memory. */
    function expectNothing(ran: ReturnType<ExportHost['run']>, message: string | RegExp): void {
      expect(ran.status).not.toBe(0);
      expect(ran.stderr).toMatch(message);
      expect(host.objects()).not.toContain(keys.manifest);
      expect(host.working()).toEqual([]);
    }

    test.each([
      ['is killed', 'exec "$real" "$@" > >(head -c 200000)', /dump was not sent/],
      [
        'ends early and says that all is well',
        '"$real" "$@" 2>/dev/null | head -c 200000; exit 0',
        /is half a row of wp_many/,
      ],
      [
        'ends early at the end of a row',
        '"$real" "$@" 2>/dev/null | sed -n "1,/^(100,/p"; exit 0',
        /does not end as a whole one/,
      ],
      ['fails after its last line', '"$real" "$@"; exit 2', /dump: what was to be sent failed with 2/],
      ['leaves a table out', '"$real" "$@" --ignore-table=shop.wp_empty', /lacks the table wp_empty/],
      ['writes no rows', '"$real" "$@" --no-data', /has no rows/],
      ['writes rows into one line', '"$real" "$@" --skip-extended-insert', /has no rows on lines of their own/],
      ['writes nothing', 'exit 0', /does not end as a whole one/],
    ])('leaves no manifest when mariadb-dump %s', (_, script, message) => {
      host.replace('mariadb-dump', `[[ $1 != --version ]] || exec "$real" "$@"\n${script}`);
      expectNothing(host.run(), message);
    });

    test.each([
      ['gzip', 'head -c 5000 >/dev/null; exit 1'],
      ['gzip', '"$real" "$@"; exit 1'],
      ['gawk', 'head -c 5000 >/dev/null; exit 1'],
      ['gawk', '"$real" "$@"; [[ $* != *count-rows* ]]'],
      ['gawk', '"$real" "$@"; [[ $* != *list-files* ]]'],
      ['sha256sum', 'head -c 5000 >/dev/null; exit 1'],
      ['sha256sum', '"$real" "$@"; exit 1'],
      ['wc', '"$real" "$@"; exit 1'],
      ['tee', '"$real" "$@"; exit 1'],
      ['find', '"$real" "$@"; [[ $* != *-printf* ]]'],
    ])('leaves no manifest when %s fails (%s)', (program, script) => {
      host.replace(program, script);
      expectNothing(host.run(), /was not sent/);
    });

    test('half a dump is no object: the upload is ended, and never told that its input has', () => {
      host.replace('mariadb-dump', '[[ $1 != --version ]] || exec "$real" "$@"\nexec "$real" "$@" | head -c 200000');
      expectNothing(host.run(), /dump was not sent/);
      expect(host.objects()).toEqual([]);
    });

    test.each([
      ['dump', 'cannot be reached', 'exit 1', []],
      ['dump', 'breaks off', 'head -c 5000 >/dev/null; exit 1', []],
      ['dump', 'takes all and then fails', 'cat >/dev/null; exit 1', []],
      ['uploads', 'fails', 'cat >/dev/null; exit 1', [keys.dump]],
      ['manifest', 'fails', 'cat >/dev/null; exit 1', [keys.dump, keys.uploads]],
    ] as const)('leaves no manifest when the bucket, for the %s, %s', (which, _, fault, left) => {
      host.awsDoes(`[[ $key != *${which}* ]] || { ${fault}; }`);
      const ran = host.run();
      expect(ran.status).not.toBe(0);
      expect(host.objects().sort()).toEqual([...left].sort());
      expect(host.working()).toEqual([]);
    });

    test('ends when an upload does not', () => {
      host.replace('mariadb-dump', '[[ $1 != --version ]] || exec "$real" "$@"\nexec "$real" "$@" | head -c 200000');
      host.awsDoes("trap '' INT TERM; while :; do sleep 1; done");
      const started = Date.now();
      expectNothing(host.run(), /dump was not sent/);
      expect(Date.now() - started).toBeLessThan(20_000);
      expect(host.objects()).toEqual([]);
    });

    test('a slow bucket is waited for', () => {
      host.awsDoes('sleep 4');
      expect(host.run().status).toBe(0);
    });

    test('a bucket slower than the server has patience leaves no manifest', async () => {
      await database.ask('CREATE TABLE shop.wp_large (t LONGBLOB)');
      try {
        await database.ask('INSERT INTO shop.wp_large SELECT RANDOM_BYTES(1024) FROM shop.seq_1_to_30000');
        await database.ask('SET GLOBAL net_write_timeout = 1');
        host.awsDoes('[[ $key != *dump* ]] || sleep 8');
        expectNothing(host.run(), /Lost connection|Connection reset/);
        await database.ask('SET GLOBAL net_write_timeout = 60');
        expect(host.run()).toMatchObject({ status: 0, stderr: '' });
      } finally {
        await database.ask('SET GLOBAL net_write_timeout = DEFAULT');
        await database.ask('DROP TABLE shop.wp_large');
      }
    });

    test('leaves no manifest when the database cannot be reached', () => {
      host.host.secret('database', { host: 'localhost', port: 1, dbname: 'shop', username: 'app', password });
      host.fetchCredentials();
      expectNothing(host.run(), /Can't connect/);
      expect(host.calls()).toEqual([]);
    });

    test('refuses a server whose certificate another authority signed', async () => {
      const other = await startMariaDb('other');
      host.host.write('etc/storefort/database-ca.pem', other.authority);
      await other.stop();
      expectNothing(host.run(), /TLS\/SSL error|certificate/i);
      expect(host.calls()).toEqual([]);
    });

    test('refuses a server by another name than its certificate’s', () => {
      host.host.secret('database', {
        host: '127.0.0.1',
        port: database.port,
        dbname: 'shop',
        username: 'app',
        password,
      });
      host.fetchCredentials();
      expectNothing(host.run(), /TLS\/SSL error|certificate/i);
    });

    test('leaves no manifest where the uploads are not mounted', () => {
      expect(host.host.call('rm -r "$SERVED_DIR/shared"').status).toBe(0);
      expectNothing(host.run(), /^the uploads are not mounted\n$/);
      expect(host.calls()).toEqual([]);
    });

    test('an empty database is no export', async () => {
      await database.ask('CREATE DATABASE nothing');
      await database.ask('GRANT SELECT ON nothing.* TO app');
      host.host.secret('database', {
        host: 'localhost',
        port: database.port,
        dbname: 'nothing',
        username: 'app',
        password,
      });
      host.fetchCredentials();
      expectNothing(host.run(), /the database has no tables/);
      await database.ask('DROP DATABASE nothing');
    });

    test('fails where there is a trigger, which the shop’s user may not read: a dump without it would not be whole', async () => {
      await database.ask('CREATE TRIGGER shop.t BEFORE INSERT ON shop.wp_empty FOR EACH ROW SET @x = 1');
      try {
        expectNothing(host.run(), /TRIGGER privilege/);
      } finally {
        await database.ask('DROP TRIGGER shop.t');
      }
    });

    test('one at a time: a second waits for the first, and gives up in time', async () => {
      host.awsDoes('touch "$CALLS.began"; for _ in {1..150}; do [[ ! -e $CALLS.go ]] || break; sleep 0.1; done');
      const first = host.start();
      while (!host.calls().length) await new Promise((resolve) => setTimeout(resolve, 50));
      const second = host.run('20261125T021500Z', { STOREFORT_EXPORT_WAIT: '0' });
      expect(second).toMatchObject({ status: 1, stderr: 'another export is still running\n' });
      host.host.write('calls.go', '');
      expect(await first.ended).toBe(0);
      expect(host.manifest().export).toBe(exportId);
      expect(host.run('20261125T021500Z').status).toBe(0);
    });

    test('killed, it leaves no manifest; the next waits for what it left running, and clears up', async () => {
      host.awsDoes('for _ in {1..150}; do [[ ! -e $CALLS.go ]] || break; sleep 0.1; done');
      const first = host.start();
      while (!host.calls().length) await new Promise((resolve) => setTimeout(resolve, 50));
      process.kill(first.pid, 'SIGKILL');
      await first.ended;
      expect(host.working()).toHaveLength(1);
      expect(host.run('20261125T021500Z', { STOREFORT_EXPORT_WAIT: '0' }).stderr).toBe(
        'another export is still running\n',
      );
      host.host.write('calls.go', '');
      expect(host.run('20261125T021500Z')).toMatchObject({ status: 0, stderr: '' });
      expect(host.working()).toEqual([]);
      expect(host.objects()).not.toContain(keys.manifest);
    });

    test.each(['EXPORT_BUCKET', 'EXPORT_REGION', 'EXPORT_KEY'])('stops where the settings lack %s', (name) => {
      host.settings({ [name]: undefined });
      expectNothing(host.run(), new RegExp(`^${name}: missing in .*/settings; is there an offsite copy\\?`));
      expect(host.calls()).toEqual([]);
    });

    test.each(['', 'today', '20261125T011500Z/../x', '20261125T011500Z; true'])('refuses the id %j', (id) => {
      expectNothing(host.run(id), /^usage: export\.sh ID/);
      expect(host.calls()).toEqual([]);
    });
  });
}
