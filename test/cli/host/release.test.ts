import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PreviewFolder } from '../../../cli/host/folder';
import { buildRelease, pluginsIn } from '../../../cli/host/release';

let scratch = '';
let folder = new PreviewFolder('/');
const wordpress = () => ({ folder: path.join(scratch, 'wordpress'), version: '6.8' });
const plugins = () => pluginsIn(path.join(scratch, 'plugins'));

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'storefort-release-'));
  folder = new PreviewFolder(path.join(scratch, 'preview'));
  mkdirSync(folder.around(), { recursive: true });
  put('wordpress/index.php', '<?php');
  put('wordpress/wp-content/plugins/index.php', '<?php');
  put('plugins/hats/hats.php', '<?php // Plugin Name: Hats');
});
afterEach(() => {
  rmSync(scratch, { recursive: true, force: true });
});

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(scratch, file)), { recursive: true });
  writeFileSync(path.join(scratch, file), text);
}

function archive(sha256: string): string {
  return folder.at('release-bucket', `${sha256}.tar.gz`);
}

function listed(sha256: string): string[] {
  const names = execFileSync('tar', ['-tzf', archive(sha256)], { encoding: 'utf8' });
  return names.split('\n').filter((name) => name !== '' && !name.endsWith('/'));
}

test('packs WordPress at the root with the plugins in place, under the name of its content', async () => {
  const sha256 = await buildRelease(folder, wordpress(), plugins());
  expect(
    createHash('sha256')
      .update(readFileSync(archive(sha256)))
      .digest('hex'),
  ).toBe(sha256);
  expect(listed(sha256)).toEqual(['index.php', 'wp-content/plugins/hats/hats.php', 'wp-content/plugins/index.php']);
});

test('the same files give the same release, in another folder and another minute', async () => {
  const first = await buildRelease(folder, wordpress(), plugins());
  const other = new PreviewFolder(path.join(scratch, 'other'));
  mkdirSync(other.around(), { recursive: true });
  execFileSync('find', [path.join(scratch, 'plugins'), '-exec', 'touch', '-d', '2001-01-01', '{}', '+']);
  expect(await buildRelease(other, wordpress(), plugins())).toBe(first);
});

test('packs again when a plugin changed, and only then', async () => {
  const first = await buildRelease(folder, wordpress(), plugins());
  writeFileSync(archive(first), 'not packed again');
  expect(await buildRelease(folder, wordpress(), plugins())).toBe(first);
  expect(readFileSync(archive(first), 'utf8')).toBe('not packed again');
  put('plugins/hats/hats.php', '<?php // Plugin Name: Hats, changed');
  expect(await buildRelease(folder, wordpress(), plugins())).not.toBe(first);
});

test('leaves out what developers keep beside a plugin', async () => {
  put('plugins/hats/.git/HEAD', 'ref');
  put('plugins/hats/node_modules/x/index.js', '');
  put('plugins/.hidden/hidden.php', '<?php');
  const names = listed(await buildRelease(folder, wordpress(), plugins()));
  expect(names.filter((name) => /git|node_modules|hidden/.test(name))).toEqual([]);
});

test('gives WCPOS from its source an autoloader that finds its classes', async () => {
  put('plugins/woocommerce-pos/woocommerce-pos.php', '<?php');
  put('plugins/woocommerce-pos/includes/API/Till.php', '<?php namespace WCPOS\\WooCommercePOS\\API; class Till {}');
  const sha256 = await buildRelease(folder, wordpress(), plugins());
  execFileSync('tar', ['-xzf', archive(sha256), '-C', scratch]);
  const autoload = path.join(scratch, 'wp-content/plugins/woocommerce-pos/vendor/autoload.php');
  const code = `require '${autoload}'; echo class_exists('WCPOS\\WooCommercePOS\\API\\Till') ? 'found' : 'lost';`;
  expect(execFileSync('php', ['-r', code], { encoding: 'utf8' })).toBe('found');
});

test('leaves WCPOS as it is published alone', async () => {
  put('plugins/woocommerce-pos/woocommerce-pos.php', '<?php');
  put('plugins/woocommerce-pos/vendor/autoload.php', '<?php // theirs');
  const sha256 = await buildRelease(folder, wordpress(), plugins());
  const name = 'wp-content/plugins/woocommerce-pos/vendor/autoload.php';
  expect(execFileSync('tar', ['-xzOf', archive(sha256), name], { encoding: 'utf8' })).toBe('<?php // theirs');
});

test('refuses a folder in which something is no plugin', () => {
  put('plugins/pictures/hat.png', '');
  expect(() => plugins()).toThrow(/plugins: pictures holds no \.php file/);
  rmSync(path.join(scratch, 'plugins'), { recursive: true });
  mkdirSync(path.join(scratch, 'plugins'));
  expect(() => plugins()).toThrow(/it holds no folder/);
});
