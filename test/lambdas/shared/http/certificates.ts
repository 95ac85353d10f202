import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** An authority that tests trust, and certificates of every kind that a server may show. */
export interface Certificates {
  readonly ca: string;
  /** For `shop.test`, `www.shop.test`, 127.0.0.2 and a name that reads as two; valid until 31 December 2049, 12:00 UTC. */
  readonly good: KeyPair;
  /** For `elsewhere.test`. */
  readonly otherName: KeyPair;
  /** For `shop.test`; valid until 2001. */
  readonly expired: KeyPair;
  /** For `shop.test`, signed by itself. */
  readonly selfSigned: KeyPair;
}

/** One name that reads as two where nobody looks closely. */
const twoInOne = '"odd, DNS:bank.test, x"';

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-sha256'];

export function makeCertificates(): Certificates {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificates-'));
  try {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    writeFileSync(path.join(folder, 'ca.cnf'), configuration);
    writeFileSync(path.join(folder, 'index.txt'), '');
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-config',
      'ca.cnf',
      '-subj',
      '/CN=Tests',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
    );
    const read = (name: string) => ({
      cert: readFileSync(path.join(folder, `${name}.pem`), 'utf8'),
      key: readFileSync(path.join(folder, `${name}.key`), 'utf8'),
    });
    const signed = (name: string, names: string, end: string) => {
      writeFileSync(path.join(folder, `${name}.cnf`), `subjectAltName=${names}\n`);
      openssl(
        'req',
        ...newKey,
        '-config',
        'ca.cnf',
        '-subj',
        `/CN=${name}`,
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
      );
      const dates = ['-startdate', '20000101000000Z', '-enddate', end];
      const signing = ['-batch', '-notext', '-config', 'ca.cnf', '-extfile', `${name}.cnf`];
      openssl('ca', ...signing, ...dates, '-in', `${name}.csr`, '-out', `${name}.pem`);
      return read(name);
    };
    openssl(
      ...[
        'req',
        '-x509',
        ...newKey,
        '-config',
        'ca.cnf',
        '-subj',
        '/CN=self',
        '-addext',
        'subjectAltName=DNS:shop.test',
      ],
      ...['-keyout', 'self.key', '-out', 'self.pem'],
    );
    return {
      ca: read('ca').cert,
      good: signed(
        'good',
        `@names\n[names]\nDNS.1=shop.test\nDNS.2=www.shop.test\nIP.1=127.0.0.2\nDNS.3=${twoInOne}`,
        '491231120000Z',
      ),
      otherName: signed('other', 'DNS:elsewhere.test', '491231120000Z'),
      expired: signed('expired', 'DNS:shop.test', '20010101000000Z'),
      selfSigned: read('self'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const configuration = `[req]
distinguished_name = name
x509_extensions = authority
[name]
[authority]
basicConstraints = critical, CA:TRUE
subjectKeyIdentifier = hash
[ca]
default_ca = tests
[tests]
database = index.txt
new_certs_dir = .
rand_serial = yes
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = policy
[policy]
commonName = supplied
`;
