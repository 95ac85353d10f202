import { startThrowAwayServer } from '../../../cli/mariadb/throw-away-server';

// A drill that has just started its server, for a test that ends it: prints the server's folder, and waits.
void (async () => {
  const server = await startThrowAwayServer({ schema: 'shop', temporary: process.argv[2] });
  process.stdout.write(`${server.folder}\n`);
  setInterval(() => undefined, 60_000);
})();
