import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { loggedFrom } from './access-log';
import type { Answer, Shop } from './shop';

/** Asks for something that the host's settings decide, and says what is wrong with the answer; undefined: nothing. */
export type Probe = (shop: Shop) => Promise<string | undefined>;

const must = (isRight: boolean, complaint: string): string | undefined => (isRight ? undefined : complaint);

/** Behind the front, as CloudFront would ask the shop door, but for what `more` says. */
function atShop(shop: Shop, target: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const headers = { host: shop.value('shop-host'), 'x-storefort-door': shop.host.doorSecret('shop') };
  return shop.host.askHost({
    target,
    headers: { ...headers, 'cloudfront-viewer-address': `${shop.address()}:4000`, ...more },
  });
}

interface Told {
  readonly server: Readonly<Record<string, string>>;
}

async function told(shop: Shop, more: Readonly<Record<string, string>>): Promise<Told['server']> {
  const { body } = await atShop(shop, '/?wc-ajax=probe', more);
  return (JSON.parse(body) as Told).server;
}

const claims = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'forwarded',
  'x-real-ip',
  'x-client-ip',
  'client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'x-host',
  'x-original-url',
  'x-rewrite-url',
  'proxy',
  'x-storefort-door',
  'cloudfront-viewer-address',
];

const client: Readonly<Record<string, Probe>> = {
  'no door’s secret opens no door': async (shop) =>
    must((await atShop(shop, '/', { 'x-storefort-door': '' })).status === 403, 'it was let in'),
  'the other door’s secret opens no door': async (shop) =>
    must(
      (await atShop(shop, '/', { 'x-storefort-door': shop.host.doorSecret('staff') })).status === 403,
      'it was let in',
    ),
  'a strange host is nobody’s': async (shop) =>
    must((await atShop(shop, '/', { host: 'evil.example' })).status === 503, 'it was answered'),
  'the client’s address is CloudFront’s word': async (shop) => {
    const seen = [
      (await told(shop, { 'cloudfront-viewer-address': '203.0.113.9:1' }))['REMOTE_ADDR'],
      (await told(shop, { 'cloudfront-viewer-address': '[2001:db8::9]:1' }))['REMOTE_ADDR'],
      (await told(shop, { 'cloudfront-viewer-address': '2001:db8::8:1' }))['REMOTE_ADDR'],
    ].join(' ');
    return must(seen === '203.0.113.9 2001:db8::9 2001:db8::8', `PHP saw ${seen}`);
  },
  'claims about the client reach nobody': async (shop) => {
    const sent = Object.fromEntries(
      claims.filter((name) => !/storefort|cloudfront/.test(name)).map((name) => [name, 'x']),
    );
    const names = claims.map((name) => `HTTP_${name.toUpperCase().replaceAll('-', '_')}`);
    const seen = Object.keys(await told(shop, sent)).filter((name) => names.includes(name));
    return must(seen.length === 0, `PHP saw ${seen.join(', ')}`);
  },
  'the host is the settings’ word': async (shop) => {
    const seen = (await told(shop, { host: `${shop.value('shop-host').split(':')[0] ?? ''}:6666` }))['HTTP_HOST'];
    return must(seen === shop.value('shop-host'), `PHP saw ${seen ?? 'none'}`);
  },
  'a fragment in the request line is malformed': async (shop) => {
    const lines = [`Host: ${shop.value('shop-host')}`, `X-Storefort-Door: ${shop.host.doorSecret('shop')}`];
    const answer = await shop.host.askHostRaw(
      `GET /cart/#x HTTP/1.1\r\n${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`,
    );
    return must(/^HTTP\/1\.1 400/.test(answer), answer.slice(0, 30));
  },
  'the health check is no page of a door': async (shop) =>
    must(!(await shop.get('shop', '/healthz')).body.includes('"php"'), 'it is answered at the shop door'),
  'strangers get a 503 and when to come back': async (shop) => {
    const { status, headers } = await shop.host.askHost({ target: '/', headers: { host: '10.0.0.1' } });
    return must(
      status === 503 && headers['retry-after'] !== undefined,
      `${status}, ${headers['retry-after'] ?? 'no time'}`,
    );
  },
  'old TLS is refused': async (shop) =>
    must(!(await speaks(shop.host.preview.hostPort, 'TLSv1.1')), 'TLS 1.1 is spoken'),
};

const answers: Readonly<Record<string, Probe>> = {
  'no version is told': async (shop) => {
    const { headers } = await atShop(shop, '/?version=1');
    const told = [headers['server'], headers['x-powered-by'], headers['x-pingback']].filter(
      (each) => each !== undefined,
    );
    return must(told.join() === 'nginx', told.join());
  },
  'no content is guessed at': async (shop) => {
    const targets = [
      '/',
      '/?x=1',
      '/wp-includes/js/jquery/jquery.min.js',
      '/.env',
      `/wp-content/uploads/${shop.value('picture')}`,
    ];
    const without: string[] = [];
    for (const target of targets)
      if ((await shop.get('shop', target)).headers['x-content-type-options'] !== 'nosniff') without.push(target);
    return must(without.length === 0, without.join());
  },
  'what a browser would run is downloaded': async (shop) => {
    upload(shop, 'paper.pdf', '%PDF-1.4');
    const { status, headers } = await shop.get('shop', '/wp-content/uploads/2026/11/paper.pdf');
    return must(
      status === 200 && headers['content-disposition'] === 'attachment',
      `${status} ${headers['content-disposition'] ?? ''}`,
    );
  },
  'a link in uploads leads nowhere': async (shop) => {
    try {
      symlinkSync('/etc/hostname', path.join(uploads(shop), 'link.png'));
    } catch {
      // It is there from the time before.
    }
    return must((await shop.get('shop', '/wp-content/uploads/2026/11/link.png')).status !== 200, 'it was followed');
  },
  'a form of 9 MB is too large for the shop door': async (shop) => {
    const { status } = await shop.post('shop', '/', { x: 'x'.repeat(9_000_000) }).catch(() => ({ status: 413 }));
    return must(status === 413, String(status));
  },
  'refusals are short': async (shop) => {
    const { body, headers } = await shop.get('shop', '/.env');
    return must(body.length < 50 && headers['cache-control'] === 'no-store', body.slice(0, 60));
  },
  'a query that may be secret is not logged': async (shop) => {
    const from = shop.address();
    await shop.get('shop', '/?p=1&confirm_key=TELL-NOBODY&key=TELL-NOBODY', { from });
    await shop.get('staff', '/wp-json/wcpos/v1/print-jobs/cloudprnt/counter/TELL-NOBODY', { from });
    await loggedFrom(shop, from);
    await sleep(100);
    return must(!shop.host.read('var/log/nginx/access.log').includes('TELL-NOBODY'), 'the log holds it');
  },
};

/** By the row that says so. */
export const neverCached: readonly { readonly row: string; readonly target: string }[] = [
  { row: 'payment-callback', target: '/wc-api/wc_stripe/' },
  { row: 'receipt', target: '/wc/file/transient/abc' },
  { row: 'feed', target: '/feed/' },
  { row: 'crawler-file', target: '/robots.txt' },
  { row: 'checkout', target: '/checkout/' },
  { row: 'cart', target: '/cart/' },
  { row: 'account', target: '/my-account/' },
  { row: 'front-controller', target: '/index.php/cart/' },
  { row: 'rest-path', target: '/wp-json/wc/store/v1/products' },
];

/** Of rows that the table of requests cannot tell from the rows after them. */
export const rowProbes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    neverCached.map(({ row }) => [row, 'what belongs to one shopper, or changes, never meets the cache']),
  ),
  'well-known': 'plugins are asked for what standards name',
  'integration-bank-0': 'an integration’s own network lets it in',
};

const cache: Readonly<Record<string, Probe>> = {
  'a page is kept, and not for a session': async (shop) => {
    const target = `/?utm_source=probe`;
    const parts: string[] = [];
    const asked: Record<string, string>[] = [
      {},
      {},
      { cookie: 'wordpress_logged_in_x=y' },
      { authorization: 'Bearer x' },
      {},
    ];
    for (const more of asked) {
      const address = shop.address();
      await atShop(shop, target, { ...more, 'cloudfront-viewer-address': `${address}:4000` });
      parts.push((await loggedFrom(shop, address)).cache);
    }
    const [, second, session, authorized, last] = parts;
    return must(
      /HIT|STALE|UPDATING/.test(second ?? '') && session === '' && authorized === '' && last !== '',
      parts.join(),
    );
  },
  'a page that says it is somebody’s is not kept': async (shop) => {
    const parts: string[] = [];
    for (let times = 0; times < 2; times += 1) {
      const address = shop.address();
      await atShop(shop, '/probe-private/', { 'cloudfront-viewer-address': `${address}:4000` });
      parts.push((await loggedFrom(shop, address)).cache);
    }
    return must(parts.join() === 'MISS,MISS', parts.join());
  },
  'what belongs to one shopper, or changes, never meets the cache': async (shop) => {
    const met: string[] = [];
    for (const { target } of neverCached) {
      const address = shop.address();
      await atShop(shop, target, { 'cloudfront-viewer-address': `${address}:4000` });
      if ((await loggedFrom(shop, address)).cache !== '') met.push(target);
    }
    return must(met.length === 0, met.join());
  },
  'plugins are asked for what standards name': async (shop) => {
    const { body } = await shop.get('shop', '/.well-known/apple-developer-merchantid-domain-association');
    return must(body === 'merchant', body.slice(0, 40));
  },
  'an integration’s own network lets it in': async (shop) => {
    const key = `${shop.value('api-key')}:${shop.value('api-secret')}`;
    const authorization = `Basic ${Buffer.from(key).toString('base64')}`;
    const more = { authorization, 'cloudfront-viewer-address': '198.51.100.3:4000' };
    return must((await atShop(shop, '/wp-json/wc/v3/reports', more)).status === 200, 'it was refused');
  },
  'a page is made without anything of who asks': async (shop) => {
    await sleep(11_000);
    const { body } = await atShop(shop, '/probe-no-such-page/?utm_source=TELLTALE', {
      'user-agent': 'TELLTALE',
      referer: 'https://x.example/TELLTALE',
    });
    return must(!body.includes('TELLTALE'), 'it holds what was sent');
  },
};

const php: Readonly<Record<string, Probe>> = {
  'PHP starts nothing and reads nothing of the machine': async (shop) => {
    const { body } = await shop.get('shop', '/?wc-ajax=probe_php');
    const { functions, readable, widened, environment } = JSON.parse(body) as Record<string, unknown>;
    const seen = JSON.stringify({ functions, readable, widened, environment });
    return must(seen === '{"functions":[],"readable":[],"widened":false,"environment":[]}', seen);
  },
  'PHP’s settings hold': async (shop) => {
    const { body } = await shop.get('shop', '/?wc-ajax=probe_php');
    const { settings } = JSON.parse(body) as { settings: Record<string, string> };
    const wrong = Object.entries(expectedSettings).filter(([name, value]) => isOn(settings[name]) !== value);
    return must(wrong.length === 0, wrong.map(([name]) => `${name} is ${settings[name] ?? ''}`).join());
  },
};

const isOn = (value = ''): boolean => /^(1|on|yes|true|stdout)$/i.test(value);

const expectedSettings: Readonly<Record<string, boolean>> = {
  display_errors: false,
  expose_php: false,
  allow_url_fopen: false,
  allow_url_include: false,
  'cgi.fix_pathinfo': false,
  'zend.exception_ignore_args': true,
  'session.cookie_secure': true,
  'session.cookie_httponly': true,
  'session.use_strict_mode': true,
  'mysqli.allow_local_infile': false,
  'phar.readonly': true,
  'opcache.validate_timestamps': false,
  log_errors: true,
};

/** What nginx and PHP do whatever is asked for, each by one or two requests. */
export const probes: Readonly<Record<string, Probe>> = { ...client, ...answers, ...cache, ...php };

const uploads = (shop: Shop): string => path.join(shop.host.preview.root, 'srv/storefort/shared/uploads/2026/11');

function upload(shop: Shop, name: string, contents: string): void {
  writeFileSync(path.join(uploads(shop), name), contents);
}

function speaks(port: number, version: 'TLSv1.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { minVersion: 'TLSv1', maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}
