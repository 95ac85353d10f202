import { connect, createServer } from 'node:net';

/**
 * Another address of the same server: what comes in at `address` goes to `port` of 127.0.0.1, bytes untouched.
 * @returns a function that ends it
 */
export async function forward(address: string, port: number): Promise<() => Promise<void>> {
  const sockets = new Set<{ destroy(): unknown }>();
  const server = createServer((incoming) => {
    const outgoing = connect({ host: '127.0.0.1', port });
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => sockets.delete(one));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  return () =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => {
        resolve();
      });
    });
}
