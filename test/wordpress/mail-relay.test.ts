import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { throwawayAuthority } from '../support/mariadb';
import { Relay } from './relay';
import { ScratchShop, wordPressRunsHere } from './scratch-shop';

const whereItRuns = wordPressRunsHere() ? describe : describe.skip;

whereItRuns('mail by a relay', () => {
  let shop: ScratchShop;
  const folders: string[] = [];
  beforeAll(async () => {
    shop = await ScratchShop.start();
    writeFileSync(path.join(shop.root, 'run/storefort/mail.json'), '{"username":"us","password":"relay-password"}');
  });
  afterAll(async () => {
    await shop.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  function keysFor(name: string): { key: string; cert: string; authority: string } {
    const folder = mkdtempSync(path.join(tmpdir(), 'storefort-relay-'));
    folders.push(folder);
    const { authority } = throwawayAuthority(folder, name);
    const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
    return { key: read('server.key'), cert: read('server.pem'), authority };
  }

  const trust = (authority: string) => {
    const bundle = 'srv/storefort/current/wordpress/wp-includes/certificates/ca-bundle.crt';
    appendFileSync(path.join(shop.root, bundle), `\n${authority}`);
  };

  async function send(relay: Relay): Promise<unknown> {
    const file = path.join(shop.root, 'run/storefort/site.json');
    const site = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const mail = { via: 'smtp', from: 'shop@shop.test', host: `127.0.0.1:${relay.port}` };
    writeFileSync(file, JSON.stringify({ ...site, mail, previewMailDir: undefined }));
    const sent = await shop.runBeside("return wp_mail('ann@example.org', 'subject', 'the text');");
    writeFileSync(file, JSON.stringify(site));
    await relay.stop();
    return sent;
  }

  test('is sent once the relay has proved who it is', async () => {
    const keys = keysFor('127.0.0.1');
    trust(keys.authority);
    const relay = await Relay.start(keys);
    expect(await send(relay)).toBe(true);
    expect(relay.plain.map((line) => line.split(' ')[0])).toEqual(['EHLO', 'STARTTLS']);
    expect(relay.secret).toEqual(
      expect.arrayContaining(['MAIL FROM:<shop@shop.test>', 'RCPT TO:<ann@example.org>', 'the text']),
    );
  });

  test.each([
    ['offers no encryption', undefined, false],
    ['has a certificate of somebody unknown', '127.0.0.1', false],
    ['has a certificate of another name', 'mail.elsewhere.test', true],
  ])('is not sent, and no password told, when the relay %s', async (_, name, trusted) => {
    const keys = name === undefined ? undefined : keysFor(name);
    if (trusted && keys) trust(keys.authority);
    const relay = await Relay.start(keys);
    expect(await send(relay)).toBe(false);
    expect([...relay.plain, ...relay.secret].join('\n')).not.toMatch(/AUTH|MAIL FROM|the text/);
    expect(shop.log()).toContain('storefort mail-failed via=smtp');
    expect(shop.log()).not.toContain('relay-password');
  });
});
