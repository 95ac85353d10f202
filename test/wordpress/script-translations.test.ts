import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScratchShop, wordPressRunsHere } from './scratch-shop';

const whereItRuns = wordPressRunsHere() ? describe : describe.skip;

whereItRuns('translations of scripts', () => {
  let shop: ScratchShop;
  beforeAll(async () => {
    shop = await ScratchShop.start();
    const folder = path.join(shop.root, 'srv/storefort/current/wordpress/wp-content/languages/plugins');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'hats-de_DE-brim.json'), '{"brim":"Krempe"}');
  }, 120_000);
  afterAll(async () => shop.stop());

  const loaded = (file: string) =>
    shop.run(`return load_script_translations(WP_CONTENT_DIR . '/languages/${file}', 'brim', 'hats');`);
  const lookedFor = (file: string) =>
    shop.run(
      `return apply_filters('load_script_translation_file', WP_CONTENT_DIR . '/languages/${file}', 'brim', 'hats');`,
    );

  test('are loaded where they are there', () => {
    expect(loaded('plugins/hats-de_DE-brim.json')).toBe('{"brim":"Krempe"}');
  });

  test.each(['plugins/hats-fr_FR-brim.json', 'plugins/brim.json', 'nowhere/hats-de_DE-brim.json'])(
    '%s, which is not there, is not looked for on the disk',
    (file) => {
      expect(lookedFor(file)).toBe(false);
      expect(loaded(file)).toBe(false);
    },
  );

  test('no file stays none', () => {
    expect(shop.run(`return apply_filters('load_script_translation_file', false, 'brim', 'hats');`)).toBe(false);
  });
});
