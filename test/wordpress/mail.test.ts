import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ScratchShop, wordPressRunsHere } from './scratch-shop';

const whereItRuns = wordPressRunsHere() ? describe : describe.skip;

whereItRuns('mail', () => {
  let shop: ScratchShop;
  beforeAll(async () => {
    shop = await ScratchShop.start();
    for (const [login, role] of [
      ['boss', 'administrator'],
      ['ann', 'customer'],
    ])
      shop.run(
        `return wp_insert_user(['user_login' => '${login}', 'user_pass' => 'a-long-password', 'user_email' => '${login}@example.org', 'role' => '${role}']);`,
      );
  }, 120_000);
  afterAll(async () => shop.stop());
  beforeEach(() => {
    shop.forgetMails();
  });

  const send = (to: string, message: string, headers = '[]') =>
    shop.run(`return wp_mail('${to}', 'subject', '${message}', ${headers});`);

  test('comes from the shop, whatever a plugin asks for', () => {
    expect(
      send('ann@example.org', 'hello', "['From: Boss <boss@elsewhere.test>', 'Reply-To: boss@elsewhere.test']"),
    ).toBe(true);
    expect(shop.mails()[0]).toMatch(/^From: Boss <shop@shop\.test>\r?$/m);
    expect(shop.mails()[0]).toMatch(/^Reply-To: boss@elsewhere\.test\r?$/m);
    expect(shop.mails()[0]).toMatch(/^Message-ID: <\w+@shop\.test>\r?$/m);
    expect(shop.mails()[0]).not.toMatch(/^X-Mailer/m);
  });

  test('goes to blind copies and names them to nobody', () => {
    send('ann@example.org', 'hello', "['Bcc: secret@example.org']");
    const [head, ...rest] = (shop.mails()[0] ?? '').split('\r\n');
    expect(head).toBe('X-Storefort-To: ann@example.org, secret@example.org');
    expect(rest.join('\n')).not.toContain('secret@example.org');
  });

  test('that cannot be sent is reported without addresses', () => {
    const before = shop.log();
    expect(
      shop.run(
        "global $phpmailer; wp_mail('ann@example.org', 's', 'm'); $phpmailer = new Storefort\\Mailer(new Storefort\\MailFolder('/dev/null/ann@example.org')); return wp_mail('ann@example.org', 's', 'm');",
      ),
    ).toBe(false);
    const line = shop.log().slice(before.length);
    expect(line).toContain('storefort mail-failed via=preview the folder for mails cannot be written');
    expect(line).not.toContain('ann@');
  });

  test('is not sent by a mailer that a plugin put in place', () => {
    expect(
      shop.run(`add_filter('pre_wp_mail', function ($sent) { $GLOBALS['phpmailer'] = new class (true) extends PHPMailer\\PHPMailer\\PHPMailer { public function postSend() { throw new Error('sent'); } }; return $sent; }, PHP_INT_MAX);
        return wp_mail('ann@example.org', 's', 'm');`),
    ).toBe(false);
  });

  test('opens for customers at the shop door', () => {
    send('ann@example.org', 'https://staff.shop.test/wp-content/x.png and https://shop.test/wp-admin/admin-ajax.php');
    expect(shop.mails()[0]).toContain('https://shop.test/wp-content/x.png');
    expect(shop.mails()[0]).not.toContain('staff.shop.test');
  });

  test('opens for staff at the staff door', () => {
    send(
      'Boss <boss@example.org>',
      'https://shop.test/wp-admin/post.php?post=1 https://shop.test/wp-admin/admin-ajax.php https://shop.test/a-product/',
    );
    expect(shop.mails()[0]).toContain('https://staff.shop.test/wp-admin/post.php?post=1');
    expect(shop.mails()[0]).toContain('https://shop.test/wp-admin/admin-ajax.php');
    expect(shop.mails()[0]).toContain('https://shop.test/a-product/');
  });

  test('of WooCommerce opens where it says that its reader is', () => {
    const sent = (isForCustomer: boolean) => {
      shop.forgetMails();
      shop.run(`$mail = new class { public function is_customer_email() { return ${isForCustomer}; } };
        $sent = apply_filters('woocommerce_mail_callback_params', ['boss@example.org', 's', 'https://staff.shop.test/x', '', []], $mail); return wp_mail(...$sent);`);
      return shop.mails()[0];
    };
    expect(sent(true)).toContain('https://shop.test/x');
    expect(sent(false)).toContain('https://staff.shop.test/x');
  });

  test('with a customer among its readers is for customers', () => {
    send('boss@example.org, ann@example.org', 'https://staff.shop.test/wp-admin/');
    expect(shop.mails()[0]).not.toContain('staff.shop.test');
  });

  test.each(['shop', 'staff'] as const)(
    'about a new password, asked for at the %s door, opens where its reader may sign in',
    (door) => {
      const links = (login: string) => {
        shop.forgetMails();
        shop.run(
          `Storefort\\Context::set(new Storefort\\Context(Storefort\\Context::get()->site, Storefort\\Door::${door === 'shop' ? 'Shop' : 'Staff'})); return retrieve_password('${login}');`,
        );
        return shop
          .mails()
          .join()
          .match(/https:\S+/g);
      };
      expect(links('ann')?.every((link) => link.startsWith('https://shop.test/'))).toBe(true);
      expect(links('ann')?.some((link) => /^https:\/\/shop\.test\/\S*key=\w+&id=\d+$/.test(link))).toBe(true);
      expect(
        links('boss')?.some((link) => /^https:\/\/staff\.shop\.test\/wp-login\.php\?\S*action=rp/.test(link)),
      ).toBe(true);
    },
  );

  test('to a customer for whom staff made an account names no staff address', () => {
    shop.run("wp_new_user_notification(get_user_by('login', 'ann')->ID, null, 'user'); return 1;");
    expect(shop.mails()[0]).toMatch(/https:\/\/shop\.test\/\S*key=\w+/);
    expect(shop.mails()[0]).not.toMatch(/staff\.shop\.test|wp-login/);
  });

  test('that asks to confirm a privacy request opens at the shop door', async () => {
    shop.run("return wp_send_user_request(wp_create_user_request('ann@example.org', 'export_personal_data'));");
    const link = /https:\/\/(\S+?)(\/wp-login\.php\?action=confirmaction&request_id=\d+&confirm_key=\w+)/.exec(
      shop.mails()[0] ?? '',
    );
    expect(link?.[1]).toBe('shop.test');
    expect((await shop.ask(link?.[2] ?? '')).status).toBe(200);
    const text =
      "return apply_filters('user_request_action_email_content', '###CONFIRM_URL###', ['confirm_url' => 'https://staff.shop.test/wp-login.php?action=confirmaction']);";
    expect(shop.run(text)).toBe('https://shop.test/wp-login.php?action=confirmaction');
  });

  describe('by SES', () => {
    const through = (answer: string, credentials = '{"accessKeyId":"AK","secretAccessKey":"SK","sessionToken":"TK"}') =>
      shop.run(`$asked = [];
        add_filter('pre_http_request', function ($no, $args, $url) use (&$asked) {
          $asked[] = [$args['method'], $url, array_change_key_case($args['headers']), $args['body']];
          $say = fn ($body, $code = 200, $more = []) => ['response' => ['code' => $code, 'message' => ''], 'headers' => $more, 'body' => $body, 'cookies' => []];
          return ${answer};
        }, 10, 3);
        $root = Storefort\\Context::get()->site->root;
        file_put_contents("$root/run/storefort/mail.json", ${JSON.stringify(credentials)});
        global $phpmailer;
        $phpmailer = null; (new Storefort\\Mail(Storefort\\Context::get()->site))->prepare(null);
        $phpmailer = new Storefort\\Mailer(new Storefort\\SimpleEmailService('eu-central-1', 'shop@shop.test', new Storefort\\MailCredentials($root)));
        return ['sent' => wp_mail('ann@example.org', 'héllo', 'the text', ['Bcc: secret@example.org']), 'asked' => $asked];`) as {
        sent: boolean;
        asked: [string, string, Record<string, string>, string][];
      };

    test('is sent whole, signed with what the host hands over for it', () => {
      const { sent, asked } = through('$say(\'{"MessageId":"1"}\')');
      expect(sent).toBe(true);
      expect(asked.map(([method, url]) => `${method} ${url}`)).toEqual([
        'POST https://email.eu-central-1.amazonaws.com/v2/email/outbound-emails',
      ]);
      const [, , headers, body] = asked[0] ?? ['', '', {}, '{}'];
      expect(headers['authorization']).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AK\/\d{8}\/eu-central-1\/ses\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
      );
      const said = JSON.parse(body) as {
        FromEmailAddress: string;
        Destination: unknown;
        Content: { Raw: { Data: string } };
      };
      expect([said.FromEmailAddress, said.Destination]).toEqual([
        'shop@shop.test',
        { ToAddresses: ['ann@example.org', 'secret@example.org'] },
      ]);
      const message = Buffer.from(said.Content.Raw.Data, 'base64').toString();
      expect(message).toMatch(/^Subject: =\?UTF-8\?/m);
      expect(message).toMatch(/\r\n\r\nthe text/);
      expect(message).not.toContain('secret@');
    });

    test('is not sent with half of the credentials, and the shop goes on', () => {
      const { sent, asked } = through("$say('')", '{"accessKeyId":"AK","secretAccessKey":"SK"}');
      expect({ sent, asked }).toEqual({ sent: false, asked: [] });
      expect(shop.log()).toContain('run/storefort/mail.json lacks sessionToken');
    });

    test('that refuses says why, without its sentence about addresses', () => {
      const before = shop.log();
      expect(
        through(
          "$say('{\"message\":\"Email address is not verified: ann@example.org\"}', 400, ['x-amzn-errortype' => 'MessageRejected:http://x'])",
        ).sent,
      ).toBe(false);
      expect(shop.log().slice(before.length)).toMatch(
        /storefort mail-failed via=preview SES answered 400 MessageRejected$/m,
      );
    });

    test('that cannot be reached fails', () => {
      expect(through("new WP_Error('http_request_failed', 'x')").sent).toBe(false);
    });
  });
});
