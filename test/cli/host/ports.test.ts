import { createServer, type Server } from 'node:net';
import { freePort, refuseTakenPort } from '../../../cli/host/ports';

async function listening(address: string, port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  return server;
}

test.each(['127.0.0.1', '127.0.0.2'])('says which address of a port is taken: %s', async (address) => {
  const port = await freePort();
  await expect(refuseTakenPort(port)).resolves.toBeUndefined();
  const server = await listening(address, port);
  try {
    await expect(refuseTakenPort(port)).rejects.toThrow(
      `${address}:${port} is used by another program (ss -ltnp "sport = :${port}" names it); stop that, or choose another port with --port`,
    );
  } finally {
    server.close();
  }
});
