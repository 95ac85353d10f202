import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { mailOf } from '../shop/support/mails';
import { describeHost } from '../support/preview-host';
import { FaultyShop } from './a-faulty-shop';
import { describeWith, hostPrograms, type Ran, WebHost } from './web-host';

// Whole processes, and a WordPress that starts for each mail, on a machine that may be busy with others.
jest.setTimeout(120_000);

const id = '5f0c2a90-probe-1';
const to = 'success@simulator.amazonses.com';

describeHost()('test-mail.sh', () => {
  let shop: FaultyShop;
  beforeAll(async () => {
    shop = await FaultyShop.open();
  }, 300_000);
  afterAll(() => shop.close(), 60_000);
  beforeEach(async () => {
    shop.forgetMails();
    await shop.play();
  });

  const sent = () => shop.mails();
  const send = (...args: string[]): Ran => shop.run('bin/test-mail.sh', ...args);
  const failure = (): unknown => {
    const { status, stdout } = send(id, to);
    expect(status).toBe(1);
    expect(sent()).toEqual([]);
    return JSON.parse(stdout);
  };

  test('sends one mail as the shop does, with the id that it was given', () => {
    expect(send(id, to)).toEqual({ status: 0, stdout: '{"sent":true,"transport":"folder"}\n', stderr: '' });
    expect(sent()).toHaveLength(1);
    const [message = ''] = sent();
    const { subject, text, ...read } = mailOf(message);
    expect(read.to).toBe(to);
    expect(subject).toContain(id);
    expect(text).toContain(id);
    expect(message).toMatch(/^From: .*<shop@preview\.invalid>/m);
    expect(message).toMatch(/^Auto-Submitted: auto-generated/m);
  });

  test('its answer stands alone, whatever plugins print', async () => {
    await shop.play('noise');
    expect(send(id, to)).toMatchObject({ status: 0, stdout: '{"sent":true,"transport":"folder"}\n' });
  });

  test('a mail that a plugin took is not sent, though WordPress says so', async () => {
    await shop.play('keeps-mail');
    expect(failure()).toEqual({
      sent: false,
      transport: 'folder',
      error: 'a plugin took the mail before it was sent',
    });
  });

  test('says what went wrong without addresses, markup, and what could be a key', async () => {
    const harmless = /^no mail for \(address\) with \(long\) sorry and so on [a-z ]{200,250}$/;
    await shop.play('refuses-mail');
    expect(failure()).toEqual({ sent: false, transport: 'folder', error: expect.stringMatching(harmless) });
    await shop.play('fails-mail');
    expect(failure()).toEqual({
      sent: false,
      transport: 'folder',
      error: expect.stringMatching(/^RuntimeException: no mail for \(address\) with \(long\) sorry and so on /),
    });
  });

  test('a transport that fails is said', () => {
    // In the place of the folder, so that even root cannot write there.
    writeFileSync(shop.mailFolder(), '');
    const { status, stdout } = send(id, to);
    expect([status, JSON.parse(stdout)]).toEqual([
      1,
      { sent: false, transport: 'folder', error: 'the folder for mails cannot be written' },
    ]);
    shop.forgetMails();
  });

  test('a shop that does not start has sent nothing', async () => {
    await shop.play('dies');
    const { status, stdout } = send(id, to);
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
    expect(sent()).toEqual([]);
  });

  test('PHP asks no less of its arguments than the script', () => {
    const php = (...args: string[]): Ran => {
      const current = path.join(shop.host.preview.root, 'srv/storefort/current');
      const quoted = [current, ...args].map((arg) => `'${arg}'`).join(' ');
      const script = `source "${shop.host.preview.root}/opt/storefort/host/lib/settings.sh"; shop_php test-mail ${quoted}`;
      return shop.bash(script);
    };
    expect(php('short', to)).toMatchObject({ status: 2, stdout: '' });
    expect(php(id, 'nobody')).toMatchObject({ status: 2, stdout: '' });
    expect(sent()).toEqual([]);
  });
});

describeWith(hostPrograms)('test-mail.sh on a host without a shop', () => {
  let host: WebHost;
  beforeAll(async () => {
    host = await WebHost.create();
  });
  afterAll(() => {
    host.remove();
  });

  test('wants a release first', () => {
    expect(host.script('bin/test-mail.sh', [id, to])).toEqual({
      status: 1,
      stdout: '',
      stderr: 'no release runs on this host, so there is no shop that sends mail; publish one first\n',
    });
  });

  test.each([
    [[]],
    [[id]],
    [['short-1', to]],
    [['a'.repeat(65), to]],
    [['has space', to]],
    [[id, 'nobody']],
    [[id, 'a@b, c@d']],
    [[id, 'Jo <jo@shopper.example>']],
    [[id, 'jo@shopper.example;rm']],
    [[id, 'jo@shopper.example\nBcc: all@shopper.example']],
  ])('refuses %j, and repeats no address', (args) => {
    expect(host.script('bin/test-mail.sh', args)).toEqual({
      status: 1,
      stdout: '',
      stderr: 'usage: test-mail.sh MAIL-ID TO: 8 to 64 letters, digits and -, and one address\n',
    });
  });
});
