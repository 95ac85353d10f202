import { createServer } from 'node:net';
import { CommandError } from '../exit-codes';

/** Shoppers' and staff's: two addresses, since browsers share cookies between ports. */
export const doorAddresses = { shop: '127.0.0.1', staff: '127.0.0.2' } as const;

/** A port of both doors' addresses that nobody uses. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const port = await listenable(doorAddresses.shop, 0);
    if (port !== undefined && (await listenable(doorAddresses.staff, port)) !== undefined) return port;
  }
  throw new CommandError('no free port was found on 127.0.0.1 and 127.0.0.2');
}

/** @throws CommandError when another program listens there */
export async function refuseTakenPort(port: number): Promise<void> {
  for (const address of Object.values(doorAddresses)) {
    if ((await listenable(address, port)) === undefined)
      throw new CommandError(
        `${address}:${port} is used by another program (ss -ltnp "sport = :${port}" names it); stop that, or choose another port with --port`,
      );
  }
}

/** The port that could be listened at; undefined: none. */
async function listenable(address: string, port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen(port, address, () => {
      const bound = server.address();
      server.close(() => {
        resolve(typeof bound === 'object' && bound !== null ? bound.port : undefined);
      });
    });
  });
}
