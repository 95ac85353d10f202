import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connect } from 'node:net';
import type { KeyPair } from './authority';
import { Daemon } from './daemon';
import type { PreviewFolder } from './folder';
import { doorAddresses } from './ports';
import { doorSecret } from './secrets';

export interface FrontProps {
  readonly folder: PreviewFolder;
  readonly asRoot: boolean;
  readonly port: number;
  readonly hostPort: number;
  readonly keyPair: KeyPair;
  readonly signal?: AbortSignal;
}

/** The nginx that plays CloudFront and the load balancer, answering at both doors' addresses. */
export async function startFront(props: FrontProps): Promise<Daemon> {
  const { folder, port, signal } = props;
  const home = folder.around('front');
  mkdirSync(home, { recursive: true });
  const config = path.join(home, 'nginx.conf');
  // It holds the doors' secrets.
  writeFileSync(config, rendered(home, props), { mode: 0o600 });
  const log = folder.around('log/front.log');
  const front = Daemon.start('the nginx in front', 'nginx', ['-e', log, '-c', config], log);
  try {
    await front.until(async () => (await accepts('127.0.0.1', port)) && (await accepts('127.0.0.2', port)), signal);
  } catch (error) {
    await front.stop();
    throw error;
  }
  return front;
}

function rendered(home: string, { folder, asRoot, port, hostPort, keyPair }: FrontProps): string {
  const values: Readonly<Record<string, string | number>> = {
    USER: asRoot ? 'user www-data;' : '',
    FOLDER: home,
    LOG: folder.around('log/front.log'),
    CERTIFICATE: keyPair.certificateFile,
    KEY: keyPair.keyFile,
    PORT: port,
    HOST_PORT: hostPort,
    SHOP_ADDRESS: doorAddresses.shop,
    STAFF_ADDRESS: doorAddresses.staff,
    SHOP_SECRET: doorSecret(folder, 'shop'),
    STAFF_SECRET: doorSecret(folder, 'staff'),
  };
  const template = readFileSync(path.join(__dirname, 'front.conf'), 'utf8');
  return template.replaceAll(/@([A-Z_]+)@/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`front.conf has @${name}@, which nothing fills in`);
    return String(value);
  });
}

async function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
