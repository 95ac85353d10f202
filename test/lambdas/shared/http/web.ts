import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import type { KeyPair } from './certificates';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface Place {
  readonly port: number;
  /** `http://127.0.0.1:port` or `https://shop.test:port`. */
  readonly origin: string;
  /** Requests, or connections of a raw place, that came in. */
  readonly hits: string[];
}

/** Servers on loopback that play the web; all are gone after `close`. */
export class Web {
  private readonly servers: net.Server[] = [];
  private readonly sockets = new Set<net.Socket>();

  async http(handler: Handler, host = '127.0.0.1'): Promise<Place> {
    const hits: string[] = [];
    const server = http.createServer(counted(handler, hits));
    return this.listen(server, host, hits, `http://${host}`);
  }

  async https(keys: KeyPair, handler: Handler, host = '127.0.0.1'): Promise<Place> {
    const hits: string[] = [];
    const server = https.createServer({ cert: keys.cert, key: keys.key }, counted(handler, hits));
    return this.listen(server, host, hits, 'https://shop.test');
  }

  /** Whatever a socket can say, once the request came. */
  async raw(talk: (socket: net.Socket) => void): Promise<Place> {
    const hits: string[] = [];
    const server = net.createServer((socket) => {
      hits.push('connection');
      socket.on('error', () => undefined);
      socket.once('data', () => {
        talk(socket);
      });
    });
    return this.listen(server, '127.0.0.1', hits, 'http://127.0.0.1');
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await Promise.all(
      this.servers.splice(0).map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => {
              resolve();
            });
          }),
      ),
    );
  }

  /** Waits until nobody is connected any more: sooner than connections that are left idle are closed. */
  async allClosed(): Promise<void> {
    for (let waited = 0; this.sockets.size > 0; waited += 5) {
      if (waited > 2000) throw new Error(`${this.sockets.size} connections are left open`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  onConnection(seen: () => void): void {
    for (const server of this.servers) server.on('connection', seen);
  }

  private async listen(server: net.Server, host: string, hits: string[], base: string): Promise<Place> {
    this.servers.push(server);
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, host, resolve);
    });
    const { port } = server.address() as AddressInfo;
    return { port, origin: `${base}:${port}`, hits };
  }
}

function counted(handler: Handler, hits: string[]): Handler {
  return (request, response) => {
    hits.push(`${request.method ?? ''} ${request.url ?? ''}`);
    handler(request, response);
  };
}
