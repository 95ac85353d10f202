import net from 'node:net';
import tls from 'node:tls';
import type { buildConnector } from 'undici';
import { errorCode } from './error-code';
import { HttpFault } from './http-reader';

/** One address of a name, as `dns.lookup` gives it. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

export interface Guard {
  /** Whether this may be connected to: asked of each address, whoever named it. */
  readonly allowed: (address: string) => boolean;
  readonly resolve: (host: string) => Promise<readonly Address[]>;
  /** PEM. @default - the authorities that Node trusts */
  readonly ca?: string;
}

export interface Peer {
  /** Of the URL, without brackets: what the certificate must be for. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** Name or address that is connected to. */
  readonly connectTo: string;
}

/**
 * Connects to one peer, for undici. The name is looked up once, and the connection goes to the very addresses that were allowed:
 * a name that answers otherwise a moment later (DNS rebinding) gains nothing.
 */
export function guardedConnect(
  peer: Peer,
  guard: Guard,
  signal: AbortSignal,
  connected: (socket: net.Socket) => void,
): buildConnector.connector {
  return (__, callback) => {
    connect(peer, guard, signal).then(
      (socket) => {
        connected(socket);
        callback(null, socket);
      },
      (fault: unknown) => {
        callback(fault instanceof Error ? fault : new Error('cannot connect'), null);
      },
    );
  };
}

async function connect(peer: Peer, guard: Guard, signal: AbortSignal): Promise<net.Socket> {
  const addresses = await allowedAddresses(peer, guard);
  signal.throwIfAborted();
  const socket = peer.secure ? secureSocket(peer, addresses, guard.ca) : net.connect(plainOptions(peer, addresses));
  const abort = () => socket.destroy();
  signal.addEventListener('abort', abort, { once: true });
  await ready(socket, peer).finally(() => {
    signal.removeEventListener('abort', abort);
  });
  socket.setNoDelay(true);
  return socket;
}

async function allowedAddresses({ host, connectTo }: Peer, guard: Guard): Promise<readonly Address[]> {
  const family = net.isIP(connectTo);
  const addresses = family > 0 ? [{ address: connectTo, family }] : await lookUp(connectTo, host, guard);
  const allowed = addresses.filter(({ address }) => guard.allowed(address));
  if (allowed.length > 0) return allowed;
  throw new HttpFault('private-address', `${host} is at an address that is not of the internet`);
}

async function lookUp(name: string, host: string, guard: Guard): Promise<readonly Address[]> {
  const addresses = await guard.resolve(name).catch((error: unknown) => {
    throw new HttpFault('name', `${host} has no address that can be looked up`, { cause: error });
  });
  if (addresses.length === 0) throw new HttpFault('name', `${host} has no address`);
  return addresses;
}

function plainOptions({ port, connectTo }: Peer, addresses: readonly Address[]): net.TcpNetConnectOpts {
  return {
    host: connectTo,
    port,
    autoSelectFamily: true,
    lookup: (__, options, callback) => {
      const [first] = addresses;
      if (options.all === true || first === undefined) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    },
  };
}

function secureSocket(peer: Peer, addresses: readonly Address[], ca: string | undefined): tls.TLSSocket {
  return tls.connect({
    ...plainOptions(peer, addresses),
    ...(net.isIP(peer.host) === 0 ? { servername: peer.host } : {}),
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    // Said outright, for NODE_TLS_REJECT_UNAUTHORIZED in the environment would turn it off.
    rejectUnauthorized: true,
    // Of the URL, also where another host is connected to.
    checkServerIdentity: (__, certificate) => tls.checkServerIdentity(peer.host, certificate),
    ...(ca === undefined ? {} : { ca }),
  });
}

function ready(socket: net.Socket, { host, secure }: Peer): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown) => {
      reject(connectFault(host, error));
    };
    const closed = () => {
      reject(new HttpFault('connection', `${host} closed the connection at once`));
    };
    socket.once('error', failed).once('close', closed);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      socket.off('error', failed).off('close', closed);
      resolve();
    });
  });
}

/** What the network or the kernel says; the rest that a TLS socket may say is about the handshake or the certificate. */
const networkErrors = /^(?!EPROTO)E[A-Z]+$|^ERR_SOCKET_CONNECTION_TIMEOUT$/;

function connectFault(host: string, error: unknown): HttpFault {
  const code = errorCode(error);
  if (networkErrors.test(code))
    return new HttpFault('connection', `${host} cannot be connected to: ${code}`, { cause: error });
  return new HttpFault('tls', `${host} shows no certificate that can be trusted: ${code}`, { cause: error });
}
