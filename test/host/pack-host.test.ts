import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packFolder, packHost } from '../../lib/host/pack-host';

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

describe('the bundle of this checkout', () => {
  test('is the file its hash says, and made once', () => {
    const { file, sha256 } = packHost();
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(sha256);
    expect(packHost()).toEqual({ file, sha256 });
  });

  test('holds the bootstrap and no secret', () => {
    const contents = readFileSync(packHost().file).toString('latin1');
    // A tar file begins each entry with its name in a field of 100 bytes.
    expect(execFileSync('tar', ['--list', '--file', packHost().file], { encoding: 'utf8' }).split('\n')).toContain(
      'bootstrap.sh',
    );
    expect(contents).not.toMatch(/-----BEGIN|AKIA[0-9A-Z]{16}|aws_secret_access_key|password\s*[=:]\s*\S/i);
  });
});
