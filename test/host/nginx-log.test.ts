import { DoorHost, doorPrograms } from './door-host';
import { describeWith } from './web-host';

const token = 'eyJ0b2tlbiI6InNlY3JldCJ9';

describeWith(doorPrograms)('the log of requests', () => {
  let host: DoorHost;
  beforeAll(async () => {
    host = await DoorHost.start();
  });
  afterAll(async () => {
    await host.remove();
  });

  test('says who asked for what, and who answered', async () => {
    const headers = ['User-Agent: Mozilla/5.0', 'X-Amz-Cf-Id: of-this-request=='];
    await host.ask('/product/log-1?orderby=price&paged=2', { viewer: '203.0.113.7:4000', headers });
    expect(await host.logged('log-1')).toMatchObject({
      from: '127.0.0.1',
      client: '203.0.113.7',
      door: 'shop',
      route: 'page',
      method: 'GET',
      uri: '/product/log-1',
      query: 'orderby=price&paged=2',
      status: 200,
      agent: 'Mozilla/5.0',
      php: '200',
      protocol: 'HTTP/1.1',
      id: 'of-this-request==',
    });
  });

  test.each([
    ...[
      'authorization',
      'consumer_key',
      'consumer_secret',
      'oauth_token',
      'oauth_signature',
      'key',
      'KEY',
      '%6bey',
      'key[]',
    ],
    ...['token', 'access_token', 'refresh_token', '_wpnonce', 'nonce', 'security', 'password', 'pwd', 'pass', 'rp_key'],
    ...[
      'confirm_key',
      'login',
      'email',
      'uid',
      'code',
      'state',
      'secret',
      'signature',
      'sig',
      'session',
      'download_file',
    ],
    ...[
      'client_secret',
      'payment_intent_client_secret',
      'setup_intent_client_secret',
      'cart_token',
      'hash',
      'sid',
      'x',
    ],
  ])('holds no value of the query variable %s, wherever it stands', async (name) => {
    for (const query of [`${name}=${token}`, `orderby=price&${name}=${token}&page=2`, `a=1&${name}=${token}`]) {
      await host.ask(`/log-query?${query}`);
      await host.ask(`/wp-json/wcpos/v1/log-query?${query}`, { door: 'staff' });
    }
    expect(await host.logged('log-query')).toMatchObject({ query: expect.stringMatching(/withheld$/) });
    expect(host.logs().includes(token)).toBe(false);
  });

  test('holds no secret that stands in a harmless variable', async () => {
    const route = `/wcpos/v1/print-jobs/cloudprnt/12/${token}`;
    for (const value of [route, route.replaceAll('/', '%2f'), route.toUpperCase(), route.replace('print', '%70rint')]) {
      await host.ask(`/log-route?rest_route=${value}`, { door: 'staff' });
    }
    expect(new RegExp(token, 'i').test(host.logs())).toBe(false);
  });

  test.each([
    `/wp-json/wcpos/v1/print-jobs/cloudprnt/12/${token}`,
    `/wp-json/wcpos/v1/print-jobs/cloudprnt/12/${token}/more`,
    `/WP-JSON/WCPOS/V1/PRINT-JOBS/cloudprnt/12/${token}`,
    `/index.php/wp-json/wcpos/v1/print-jobs/cloudprnt/12/${token}`,
    `/wp-json/wcpos/v1/print%2djobs/cloudprnt/12/${token}`,
    `/wp-json//wcpos/v1/print-jobs//cloudprnt/12/${token}`,
    `/wp-json/wcpos/v2/print-jobs/${token}`,
  ])('holds no printer’s token: %s', async (target) => {
    await host.ask(target, { door: 'staff' });
    await host.ask(target);
    expect(host.logs().includes(token)).toBe(false);
    expect(host.read('var/log/nginx/access.log')).toMatch(/print-jobs\/withheld/i);
  });

  test('holds no cookie, no referrer, no body and no door secret', async () => {
    const headers = [
      `Cookie: a=${token}`,
      `Referer: https://shop.example.com/?key=${token}`,
      `Authorization: Bearer ${token}`,
    ];
    await host.ask('/wp-login.php', { door: 'staff', method: 'POST', headers, body: `pwd=${token}` });
    expect(host.logs().includes(token)).toBe(false);
    expect(host.logs().includes('TTTT')).toBe(false);
  });

  test('is one JSON object a line, whatever a request holds', async () => {
    for (const path of ['/a"b', '/a%22%0a{"x":1}', '/\xff\xfe', '/%00', `/${'a'.repeat(20_000)}`, '/a?%22%0a=\\"']) {
      await host.ask(path, { headers: ['User-Agent: "},{"status":200,"agent":"ELB-HealthChecker/2.0'] });
    }
    const lines = host.read('var/log/nginx/access.log').trim().split('\n');
    for (const line of lines) expect(typeof (JSON.parse(line) as { status: unknown }).status).toBe('number');
  });

  test.each([
    ['a request that is too large', { headers: ['Content-Length: 999999999'] }],
    ['a file that is not there', {}],
  ])('stays as silent about %s', async (_, options) => {
    await host.ask(`/wp-content/plugins/acme/none.css?key=${token}`, options);
    await host.ask(`/?key=${token}`, options);
    expect(host.logs().includes(token)).toBe(false);
  });

  test('stays as silent when PHP warns, and when PHP is gone', async () => {
    await host.ask(`/a/fails?key=${token}`);
    await host.stop('php');
    await host.ask(`/?key=${token}`);
    host.startPhp();
    expect(host.logs().includes(token)).toBe(false);
    expect(host.read('var/log/storefort/php-error.log')).toContain('failed');
  });
});
