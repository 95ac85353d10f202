import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storeFiles } from '../../lib/config/load';
import { errorLines, inFolder, linesOf, linesOfFile, loaded, sound } from './store-file';

const copy = 'copy stores/example.yaml and change what is yours';

test.each<[string, string | Buffer, string]>([
  ['an empty file', '', `the file must be a map of fields, got nothing; ${copy}`],
  ['a file of comments', '# nothing yet\n', `the file must be a map of fields, got nothing; ${copy}`],
  ['a list', '- a\n', `the file must be a map of fields, got a list; ${copy}`],
  ['a sentence', 'hello\n', `the file must be a map of fields, got "hello"; ${copy}`],
  [
    'a file of 10 MB',
    Buffer.alloc(10 * 1024 * 1024, 'a'),
    'the file must be at most 256 KiB, got 10240 KiB; check that it is a store file; stores/example.yaml shows one',
  ],
  [
    'UTF-16',
    Buffer.from(`\uFEFF${sound}`, 'utf16le'),
    'the file must be UTF-8 text, got UTF-16; save the file as UTF-8',
  ],
  [
    'nesting without end',
    `a: ${'['.repeat(100_000)}`,
    'the file must nest at most 32 levels; write it as stores/example.yaml does',
  ],
  [
    'lists without end',
    '- '.repeat(100_000),
    'the file must nest at most 32 levels; write it as stores/example.yaml does',
  ],
])('refuses %s at its start', (_, content, expected) => {
  expect(linesOfFile(content)).toEqual([`acme.yaml:1:1 ${expected}`]);
});

test('names the place of a byte that is not UTF-8', () => {
  const latin1 = Buffer.concat([Buffer.from('a: b\nc: caf'), Buffer.from([0xe9, 0x0a])]);
  expect(linesOfFile(latin1)).toEqual([
    'acme.yaml:2:7 the file must be UTF-8 text, got bytes of another encoding; save the file as UTF-8',
  ]);
});

test('names the place of a zero byte', () => {
  expect(linesOfFile('a: b\nc: \0\n')).toEqual([
    'acme.yaml:2:4 the file must be UTF-8 text, got bytes of another encoding; save the file as UTF-8',
  ]);
});

test('refuses an alias bomb before it is unfolded', () => {
  const rows = Array.from({ length: 9 }, (_, i) => `a${i + 1}: [${`*a${i}, `.repeat(9)}]`.replace('[', `&a${i + 1} [`));
  expect(linesOfFile(`a0: &a0 [x, x, x]\n${rows.join('\n')}\n`)).toEqual([
    'acme.yaml:2:10 the file must not repeat itself through aliases more than 100 times; write the value out, or put it in quotes if it starts with *',
  ]);
});

test('refuses an alias inside what it stands for', () => {
  expect(linesOfFile('a: &a [*a]\n')).toEqual([
    'acme.yaml:1:8 the file must not repeat itself through aliases more than 100 times; write the value out, or put it in quotes if it starts with *',
  ]);
});

test('takes an anchor and its alias', () => {
  const shared = sound
    .replace('emails: [owner@example.com]', 'emails: [&owner owner@example.com]')
    .concat('tags: { owner: *owner }\n');
  expect(loaded({ 'acme.yaml': shared })).toMatchObject([{ tags: { owner: 'owner@example.com' } }]);
});

test('takes a byte order mark and CRLF, and counts lines and columns as without them', () => {
  const windows = `\uFEFF${sound.replaceAll('\n', '\r\n')}`;
  expect(loaded({ 'acme.yaml': windows })).toMatchObject([{ name: 'acme', domain: 'shop.example.com' }]);
  expect(linesOfFile(windows.replace('domain: shop', 'domain: Shop').replace('us-west-2', 'us-east-1'))).toEqual([
    'acme.yaml:1:1 domain must be a domain name, got "Shop.example.com"; write shop.example.com',
    'acme.yaml:6:22 backup.offsite.region must be another region than region, got "us-east-1"; choose one that does not share its floods and outages',
  ]);
});

test('reports all problems at once, in the order of the file: of fields, across fields, and a key given twice', () => {
  const wrong = sound
    .replace("'111122223333'", '1')
    .replace('us-west-2', 'us-east-1')
    .replace('iframe', 'direct')
    .concat('size: solo\nsize: huge\n');
  expect(linesOfFile(wrong).map((line) => line.split(' ', 2).join(' '))).toEqual([
    'acme.yaml:4:1 account',
    'acme.yaml:6:22 backup.offsite.region',
    'acme.yaml:10:12 payments[0].reason',
    'acme.yaml:12:1 size',
    'acme.yaml:12:1 size',
  ]);
});

test('reports the problems of all files, in their order', () => {
  expect(
    errorLines({ 'b.yaml': '', 'acme.yaml': 'x', 'good.yaml': sound }).map((line) => line.split(' ', 1)[0]),
  ).toEqual(['b.yaml:1:1', 'acme.yaml:1:1']);
});

test('refuses a missing file and names the nearest one', () => {
  inFolder({ 'acme.yaml': sound }, (folder) => {
    expect(linesOf(folder, ['acne.yaml'])).toEqual([
      'acne.yaml:1:1 the file must exist, got no such file; did you mean acme.yaml?',
    ]);
    expect(linesOf(folder, ['nowhere/acme.yaml'])).toEqual([
      'nowhere/acme.yaml:1:1 the file must exist, got no such file; copy stores/example.yaml to it',
    ]);
  });
});

test('refuses what cannot be read as a file: a folder, a link to itself, a pipe', () => {
  inFolder({}, (folder) => {
    mkdirSync(join(folder, 'folder.yaml'));
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    expect(linesOf(folder, ['folder.yaml', 'loop.yaml', 'pipe.yaml'])).toEqual([
      'folder.yaml:1:1 the file must be a store file, got a directory; name a file in it, such as stores/example.yaml',
      'loop.yaml:1:1 the file must be readable, got ELOOP; check the path, its links and its disk',
      'pipe.yaml:1:1 the file must be a regular file, got a pipe, socket or device; name a file such as stores/example.yaml',
    ]);
  });
});

// The administrator may read everything, whatever the mode says.
(process.getuid?.() === 0 ? test.skip : test)('refuses a file it has no right to read', () => {
  inFolder({}, (folder) => {
    writeFileSync(join(folder, 'acme.yaml'), sound, { mode: 0o000 });
    expect(linesOf(folder, ['acme.yaml'])).toEqual([
      'acme.yaml:1:1 the file must be readable, got EACCES (no permission); give your user the right to read it',
    ]);
  });
});

test('lists store files sorted, .yml among them so that it is refused, and nothing hidden', () => {
  inFolder(
    { 'b.yaml': '', 'a.yaml': '', 'c.yml': '', '.d.yaml': '', 'store.schema.json': '', 'e.yaml~': '' },
    (folder) => {
      expect(storeFiles(folder)).toEqual(['a.yaml', 'b.yaml', 'c.yml'].map((name) => join(folder, name)));
    },
  );
  expect(errorLines({ 'acme.yml': sound })).toEqual([
    'acme.yml:1:1 the file must end in .yaml, got "acme.yml"; rename it',
  ]);
});
