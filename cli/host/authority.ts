import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { X509Certificate } from 'node:crypto';
import { runProgram } from './run-program';

/** A certificate authority of this folder's own, and two certificates it signed: the doors' and the database's. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  readonly certificateFile: string;
  readonly front: KeyPair;
  readonly database: KeyPair;
}

export interface KeyPair {
  readonly certificateFile: string;
  readonly keyFile: string;
}

const names = 'IP:127.0.0.1,IP:127.0.0.2,DNS:localhost';
const days = 397;
const renewBeforeDays = 30;

/**
 * What is there, or made anew when it is about to run out. Whoever lets a browser trust it risks little: it can speak for
 * loopback only, and its key is thrown away as soon as the two certificates are signed.
 */
export async function authorityIn(folder: string, signal?: AbortSignal): Promise<Authority> {
  const authority = {
    certificateFile: path.join(folder, 'ca.pem'),
    front: pair(folder, 'front'),
    database: pair(folder, 'database'),
  };
  if (!isFresh(authority)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await make(folder, signal);
  }
  return { ...authority, certificate: readFileSync(authority.certificateFile, 'utf8') };
}

function pair(folder: string, name: string): KeyPair {
  return { certificateFile: path.join(folder, `${name}.pem`), keyFile: path.join(folder, `${name}.key`) };
}

function isFresh({ certificateFile, front, database }: Omit<Authority, 'certificate'>): boolean {
  const files = [certificateFile, ...[front, database].flatMap((one) => [one.certificateFile, one.keyFile])];
  if (!files.every((file) => existsSync(file))) return false;
  const end = Date.parse(new X509Certificate(readFileSync(front.certificateFile)).validTo);
  return end > Date.now() + renewBeforeDays * 86_400_000;
}

async function make(folder: string, signal: AbortSignal | undefined): Promise<void> {
  const openssl = (...args: string[]) => runProgram('openssl', args, { cwd: folder, signal });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-sha256'];
  writeFileSync(path.join(folder, 'ca.cnf'), authorityExtensions);
  const own = ['-config', 'ca.cnf', '-extensions', 'authority', '-subj', '/CN=Storefort preview (throwaway)'];
  await openssl('req', '-x509', ...key, '-days', String(days + 1), ...own, '-keyout', 'ca.key', '-out', 'ca.pem');
  writeFileSync(path.join(folder, 'names.cnf'), `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`);
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', String(days), '-sha256'];
  for (const name of ['front', 'database']) {
    await openssl('req', ...key, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    await openssl('x509', '-req', '-in', `${name}.csr`, ...signed, '-extfile', 'names.cnf', '-out', `${name}.pem`);
  }
  for (const file of ['ca.key', 'ca.srl', 'ca.cnf', 'names.cnf', 'front.csr', 'database.csr'])
    rmSync(path.join(folder, file), { force: true });
}

const authorityExtensions = `[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
nameConstraints = critical, permitted;IP:127.0.0.0/255.0.0.0, permitted;DNS:localhost
`;
