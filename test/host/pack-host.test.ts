import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hostFiles, writeHostFiles } from '../../lib/host/host-files';
import { filesBelow, packFiles } from '../../lib/host/pack-files';
import { packHost } from '../../lib/host/pack-host';
import { aStore } from '../support/stores';

const reason = 'a reason long enough for the schema';

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'storefort-pack-'));
});
afterEach(() => {
  rmSync(scratch, { recursive: true });
});

function folder(name: string, files: [string, string][]): string {
  const made = path.join(scratch, name);
  for (const [file, contents] of files) {
    mkdirSync(path.dirname(path.join(made, file)), { recursive: true });
    writeFileSync(path.join(made, file), contents);
  }
  return made;
}

const files: [string, string][] = [
  ['run.sh', '#!/bin/bash\n'],
  ['a/deep/file.conf', 'x'.repeat(512)],
  ['a.conf', 'one more byte than a block'.padEnd(513)],
  ['empty', ''],
];

function packFolder(path: string): Buffer {
  return packFiles(filesBelow(path));
}

function unpack(archive: Buffer): string {
  const file = path.join(scratch, 'archive.tar.gz');
  const into = path.join(scratch, 'unpacked');
  writeFileSync(file, archive);
  mkdirSync(into);
  execFileSync('tar', ['--extract', '--gzip', '--file', file, '--directory', into]);
  return into;
}

test('the order files were made in, their times and their modes change nothing', () => {
  const one = folder('one', files);
  const other = folder('other', files.toReversed());
  utimesSync(path.join(other, 'run.sh'), 1, 1);
  chmodSync(path.join(other, 'run.sh'), 0o600);
  chmodSync(path.join(other, 'a.conf'), 0o777);
  expect(packFolder(other).equals(packFolder(one))).toBe(true);
});

test('a changed byte and a changed name change it', () => {
  const packed = packFolder(folder('one', files));
  expect(packFolder(folder('byte', [...files, ['empty', ' ']])).equals(packed)).toBe(false);
  expect(packFolder(folder('name', [...files.slice(0, 3), ['void', '']])).equals(packed)).toBe(false);
});

test('tar finds every file as it was, scripts executable, nothing for others to write', () => {
  const into = unpack(packFolder(folder('one', files)));
  for (const [file, contents] of files) expect(readFileSync(path.join(into, file), 'utf8')).toBe(contents);
  const listing = execFileSync('tar', ['--list', '--verbose', '--file', path.join(scratch, 'archive.tar.gz')], {
    env: { ...process.env, TZ: 'UTC' },
    encoding: 'utf8',
  });
  expect(
    listing
      .trim()
      .split('\n')
      .map((line) => line.replace(/ +/g, ' ')),
  ).toEqual([
    expect.stringMatching(/^-rw-r--r-- 0\/0 513 1970-01-01 00:00 a\.conf$/),
    expect.stringMatching(/^-rw-r--r-- 0\/0 512 1970-01-01 00:00 a\/deep\/file\.conf$/),
    expect.stringMatching(/^-rw-r--r-- 0\/0 0 1970-01-01 00:00 empty$/),
    expect.stringMatching(/^-rwxr-xr-x 0\/0 12 1970-01-01 00:00 run\.sh$/),
  ]);
});

test('files and folders whose name starts with a dot stay out', () => {
  const plain = packFolder(folder('one', files));
  const hidden = folder('other', [...files, ['.env', 'PASSWORD=x'], ['.git/config', 'x'], ['a/.swp', 'x']]);
  expect(packFolder(hidden).equals(plain)).toBe(true);
});

test('refuses a path longer than tar’s plain format holds', () => {
  const name = 'f'.repeat(101);
  expect(() => packFolder(folder('one', [[name, '']]))).toThrow(`host/${name}: a path fits into plain tar`);
});

describe('a store’s bundle', () => {
  const store = aStore();
  const texts = (changes: Parameters<typeof aStore>[0] = {}): Map<string, string> =>
    new Map([...hostFiles(aStore(changes))].map(([name, contents]) => [name, contents.toString()]));

  test('is the file its hash says, and the same each time', () => {
    const { file, sha256 } = packHost(store);
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(sha256);
    expect(packHost(store)).toEqual({ file, sha256 });
  });

  test('differs between stores only where their doors or folders do', () => {
    const { sha256 } = packHost(store);
    expect(packHost(aStore({ domain: 'other.example.com' }, 'other')).sha256).toBe(sha256);
    expect(packHost(aStore({ writablePaths: [{ path: '/uploads/exports', reason }] })).sha256).not.toBe(sha256);
  });

  test('lists the folders that hosts share, as paths below wp-content', () => {
    expect(texts().get('generated/writable')).toBe('');
    const writablePaths = [
      { path: '/uploads/exports', reason },
      { path: '/cache/feeds/*', reason },
    ];
    expect(texts({ writablePaths }).get('generated/writable')).toBe('uploads/exports\ncache/feeds\n');
  });

  test('holds the doors for nginx and for the route guard', () => {
    const integration = {
      name: 'ledger',
      routes: ['/wp-json/wc/v3/orders/*'],
      credential: 'woocommerce-api-key' as const,
      reason,
    };
    const files = texts({ integrations: [integration] });
    expect(files.get('generated/doors.conf')).toContain('$door_verdict');
    const guard = JSON.parse(files.get('generated/guard.json') ?? '') as { rest: { id: string }[] };
    expect(guard.rest.map(({ id }) => id)).toContain('integration-ledger-0');
  });

  test('knows databases of every region by RDS’s own authorities, and trusts no public one with that', () => {
    const found = texts().get('generated/database-ca.pem') ?? '';
    const certificates = found.split(/(?<=-----END CERTIFICATE-----\n)/).filter((part) => part.trim() !== '');
    const subjects = certificates.map((part) => new X509Certificate(part).subject);
    for (const region of ['us-east-1', 'eu-central-1', 'ap-southeast-2'])
      expect(subjects.filter((subject) => subject.includes(`Amazon RDS ${region} Root CA`))).not.toEqual([]);
    expect(subjects.filter((subject) => !subject.includes('Amazon RDS'))).toEqual([]);
  });

  test('holds the scripts and no secret', () => {
    const files = texts();
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['bootstrap.sh', 'bin/refresh.sh', 'bin/storefort-admin', 'nginx/nginx.conf']),
    );
    const secrets =
      /-----BEGIN (?!CERTIFICATE)|\bAKIA[0-9A-Z]{16}\b|aws_secret_access_key|password["']?\s*[=:]\s*["'][^"']+/;
    expect([...files].filter(([, text]) => secrets.test(text)).map(([name]) => name)).toEqual([]);
  });

  test('can be laid out as a host unpacks it', () => {
    const laid = path.join(scratch, 'laid');
    writeHostFiles(laid, store);
    const tar = path.join(scratch, 'unpacked');
    mkdirSync(tar);
    execFileSync('tar', ['--extract', '--gzip', '--file', packHost(store).file, '--directory', tar]);
    expect(execFileSync('diff', ['--recursive', laid, tar], { encoding: 'utf8' })).toBe('');
    const modes = (folder: string): number[] =>
      ['bootstrap.sh', 'bin/storefort-admin', 'nginx/nginx.conf'].map(
        (name) => statSync(path.join(folder, name)).mode & 0o777,
      );
    expect(modes(laid)).toEqual([0o755, 0o755, 0o644]);
    expect(modes(tar)).toEqual(modes(laid));
  });
});
