import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** An SMTP relay that takes what it is sent, after STARTTLS if it offers that. */
export class Relay {
  /** Lines that came before TLS, and after. */
  readonly plain: string[] = [];
  readonly secret: string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(keys: { key: string; cert: string } | undefined): Promise<Relay> {
    const server = createServer();
    const relay = new Relay(server);
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.write('220 relay\r\n');
      relay.converse(socket, relay.plain, keys);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return relay;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private converse(socket: Socket, heard: string[], keys: { key: string; cert: string } | undefined): void {
    let inData = false;
    const hear = (chunk: Buffer) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        heard.push(line);
        if (line === 'STARTTLS' && keys) {
          socket.removeListener('data', hear);
          socket.write('220 go on\r\n');
          const tls = new TLSSocket(socket, { isServer: true, ...keys });
          tls.on('error', () => undefined);
          this.converse(tls, this.secret, undefined);
          return;
        }
        if (inData && line !== '.') continue;
        inData = line === 'DATA';
        socket.write(answerTo(line, keys !== undefined));
      }
    };
    socket.on('data', hear);
  }
}

function answerTo(line: string, offersTls: boolean): string {
  if (line.startsWith('EHLO')) return `250-relay\r\n${offersTls ? '250 STARTTLS' : '250 AUTH PLAIN'}\r\n`;
  if (line === 'AUTH PLAIN') return '334 \r\n';
  if (/^[\w+/]+=*$/.test(line) && line.length > 8) return '235 yes\r\n';
  if (line === 'DATA') return '354 say it\r\n';
  return line === 'QUIT' ? '221 bye\r\n' : '250 yes\r\n';
}
