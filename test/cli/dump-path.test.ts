import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dumpSize } from '../../cli/dump-path';
import { evidenceFolder } from '../../cli/drill/evidence-files';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'storefort-dump-path-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(...start: number[]): string {
  const file = path.join(folder, 'a.sql');
  writeFileSync(file, Buffer.concat([Buffer.from(start), Buffer.from('-- MariaDB dump')]));
  return file;
}

test('tells the size of a dump, compressed or not', () => {
  expect(dumpSize(fileOf())).toBe(15);
  expect(dumpSize(fileOf(0x1f, 0x8b))).toBe(17);
});

test.each([
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04], /is a zip archive, which is not read; unzip it first$/],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a], /is compressed by xz, which is not read; unpack it with xz -d first$/],
  ['bzip2', [0x42, 0x5a, 0x68], /is compressed by bzip2, which is not read; unpack it with bzip2 -d first$/],
  ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf], /is a 7-Zip archive, which is not read; unpack it with 7z x first$/],
])('refuses %s, with what unpacks it', (_, start, says) => {
  const attempt = () => dumpSize(fileOf(...start));
  expect(attempt).toThrow(says);
  expect(attempt).toThrow(expect.objectContaining({ exitCode: 2 }));
});

test('refuses a folder for evidence in which nothing can be made, before anything is done', () => {
  const attempt = () => evidenceFolder(path.join(fileOf(), 'below'));
  expect(attempt).toThrow(/evidence cannot be written to .* \(ENOTDIR\); name another folder with --out$/);
  expect(attempt).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(evidenceFolder(path.join(folder, 'new', 'folder'))).toBe(path.join(folder, 'new', 'folder'));
});
