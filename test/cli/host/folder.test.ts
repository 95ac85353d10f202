import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { complaintAbout, startOver, usableFolder } from '../../../cli/host/folder';
import { lockFolder } from '../../../cli/host/folder-lock';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'storefort-folder-'));
  chmodSync(scratch, 0o755);
});
afterEach(() => {
  rmSync(scratch, { recursive: true, force: true });
});

test('refuses a path that configuration files cannot take', () => {
  expect(complaintAbout('/home/me/my shop')).toMatch(/^\/home\/me\/my shop cannot hold a preview: letters, digits/);
  expect(complaintAbout("/tmp/it's")).toBeDefined();
  expect(complaintAbout('/home/me/my-shop_2/.preview')).toBeUndefined();
});

test('refuses a path below which sockets would be too long', () => {
  expect(complaintAbout(`/${'a'.repeat(76)}`)).toBeUndefined();
  expect(complaintAbout(`/${'a'.repeat(77)}`)).toMatch(/its path may have 77, got 78$/);
});

test('refuses a folder that holds something else, and takes it again once it is a preview’s', () => {
  const root = path.join(scratch, 'mine');
  mkdirSync(root);
  writeFileSync(path.join(root, 'thesis.txt'), '');
  expect(() => usableFolder(root, false)).toThrow(/mine holds something else than a preview \(thesis\.txt\)/);
  rmSync(path.join(root, 'thesis.txt'));
  usableFolder(root, false);
  writeFileSync(path.join(root, 'notes.txt'), '');
  expect(() => usableFolder(root, false)).not.toThrow();
});

test('starting over forgets the shop and keeps what was fetched, and what is not the preview’s', () => {
  const folder = usableFolder(path.join(scratch, 'preview'), false);
  for (const file of ['secrets/database.json', 'cache/wordpress-1/index.php', 'notes/mine']) {
    mkdirSync(path.dirname(folder.at(file)), { recursive: true });
    writeFileSync(folder.at(file), '');
  }
  startOver(folder);
  expect(existsSync(folder.at('secrets'))).toBe(false);
  expect(existsSync(folder.at('cache/wordpress-1/index.php'))).toBe(true);
  expect(existsSync(folder.at('notes/mine'))).toBe(true);
});

// Only root can drop to another user.
(process.getuid?.() === 0 ? test : test.skip)(
  'as root, refuses a folder that daemons cannot reach, with the remedy',
  () => {
    const closed = path.join(scratch, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    expect(() => usableFolder(path.join(closed, 'preview'), true)).toThrow(
      new RegExp(`who cannot enter ${closed}; allow it \\(chmod o\\+x ${closed}\\), choose another folder with --root`),
    );
    chmodSync(closed, 0o711);
    expect(() => usableFolder(path.join(closed, 'preview'), true)).not.toThrow();
  },
);

test('a second preview is kept out of a folder while the first runs', () => {
  const file = path.join(scratch, 'preview.lock');
  const open = lockFolder(file, scratch);
  expect(() => lockFolder(file, scratch)).toThrow(
    `a preview runs in ${scratch} already, as process ${process.pid}; stop it (kill ${process.pid}), or choose another folder with --root`,
  );
  open();
  lockFolder(file, scratch)();
});

test('the lock of a process that was killed counts for nothing, nor does one whose number went to another', () => {
  const file = path.join(scratch, 'preview.lock');
  const { pid } = spawnSync('true');
  writeFileSync(file, JSON.stringify({ pid, started: '1' }));
  lockFolder(file, scratch)();
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: '1' }));
  lockFolder(file, scratch)();
  writeFileSync(file, '{"pid":');
  lockFolder(file, scratch)();
});
