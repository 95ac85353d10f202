import {
  type Behaviour,
  by,
  forNobody,
  posts,
  reads,
  refused,
  type Said,
  sends,
  served,
  wrongMethod,
} from './behaviour';

const nobody = (target: string, more: Partial<Said> = {}): Said => forNobody(reads(target, []), more);
const file = (target: string): Said => nobody(target, { saying: 'path' });

const scripts: readonly Behaviour[] = by('attacker', {
  'looks for xmlrpc': file('/xmlrpc.php'),
  'guesses passwords by xmlrpc': forNobody(
    posts('/xmlrpc.php', '<methodCall><methodName>system.multicall</methodName></methodCall>'),
  ),
  'runs cron': file('/wp-cron.php?doing_wp_cron'),
  'installs over the shop': file('/wp-admin/install.php'),
  'sets up a database': file('/wp-admin/setup-config.php'),
  'repairs tables': file('/wp-admin/maint/repair.php'),
  'reads a stray file of wp-admin': file('/wp-admin/notes.txt'),
  'runs a part of wp-admin': file('/wp-admin/includes/upgrade.php'),
  'reads the settings': file('/wp-config.php'),
  'runs the loader': file('/wp-load.php'),
  'reads the blogroll': file('/wp-links-opml.php'),
  'posts by mail': file('/wp-mail.php'),
  'opens an account of a network': file('/wp-signup.php'),
  'sends a trackback by script': forNobody(posts('/wp-trackback.php?p=1', 'url=http%3A%2F%2Fspam.example')),
  'sends a trackback': forNobody(posts('/product/{product-slug}/trackback/', 'url=http%3A%2F%2Fspam.example'), {
    saying: 'path',
  }),
  'sends a trackback by variable': forNobody(posts('/?p={article}&tb=1', 'url=http%3A%2F%2Fspam.example')),
  'runs a part of WordPress': file('/wp-includes/version.php'),
  'runs a plugin’s file': file('/wp-content/plugins/woocommerce/uninstall.php'),
  'runs a theme’s file': file('/wp-content/themes/twentytwentyfive/functions.php'),
  'looks for somebody’s tools': file('/adminer.php'),
  'looks for phpinfo in a folder': file('/test/info.php'),
  'opens a page behind index.php': file('/index.php/product/{product-slug}/'),
  'opens the Store API behind index.php': file('/index.php/wp-json/wc/store/v1/cart'),
  'hides a style behind a script': file('/index2.php/style.css'),
});

const leftovers: readonly Behaviour[] = by('attacker', {
  'reads .env': file('/.env'),
  'reads the history': file('/.git/HEAD'),
  'reads .htaccess': file('/.htaccess'),
  'reads .user.ini': file('/wp-admin/.user.ini'),
  'reads a backup of the settings': file('/wp-config.php.bak'),
  'reads an editor’s copy of the settings': file('/wp-config.php~'),
  'reads a swap file': file('/.wp-config.php.swp'),
  'reads a dump': file('/dump.sql'),
  'reads a packed dump': file('/backups/shop.sql.gz'),
  'reads an archive': file('/shop.zip'),
  'reads the debug log': file('/wp-content/debug.log'),
  'reads WordPress’s version': file('/readme.html'),
  'reads WordPress’s licence': file('/license.txt'),
  'reads a plugin’s version': file('/wp-content/plugins/woocommerce/readme.txt'),
  'reads installed packages': file('/wp-content/plugins/woocommerce/vendor/composer/installed.json'),
  'reads a package file': file('/wp-content/plugins/woocommerce/package.json'),
  'reads a source map': file('/wp-content/plugins/woocommerce/assets/js/frontend/cart.js.map'),
  'runs another spelling of PHP': file('/shell.phtml'),
  'runs an archive': file('/shell.phar'),
});

const uploads = '/wp-content/uploads';

const uploaded: readonly Behaviour[] = by('attacker', {
  'runs an upload': file(`${uploads}/2026/11/shell.php`),
  'runs an upload by PHP 5’s name': file(`${uploads}/2026/11/shell.php5`),
  'runs an upload with a dot behind it': file(`${uploads}/2026/11/shell.php.`),
  'runs an upload with a blank behind it': file(`${uploads}/2026/11/shell.php%20`),
  'runs a picture': file(`${uploads}/2026/11/hat.jpg/x.php`),
  'runs an upload outside the months': file(`${uploads}/shell.php`),
  'opens a page that was uploaded': file(`${uploads}/2026/11/page.html`),
  'opens a drawing that was uploaded': file(`${uploads}/2026/11/hat.svg`),
  'downloads what is sold': file(`${uploads}/woocommerce_uploads/2026/11/song.mp3`),
  'reads logs of WooCommerce': file(`${uploads}/wc-logs/fatal-errors-2026-11-25-abc.txt`),
  'lists uploads': file(`${uploads}/2026/11/`),
  'lists content': file('/wp-content/'),
  'reads an export': file('/wp-content/exports/customers.csv'),
});

const names: readonly Behaviour[] = by('attacker', {
  'walks up from uploads': nobody(`${uploads}/../../wp-config.php`),
  'walks up in encoded dots': nobody(`${uploads}/%2e%2e/%2e%2e/wp-config.php`),
  'walks up in encoded slashes': nobody(`${uploads}/..%2f..%2fwp-config.php`),
  'walks to the sign-in through a page': {
    ...reads('/cart/../wp-login.php', [200, 302, 404]),
    shop: refused,
    seenByWaf: true,
  },
  'ends the sign-in with a slash': { ...reads('/wp-login.php/', [200, 301, 302, 404]), shop: refused, seenByWaf: true },
  'writes the sign-in in capitals': { ...reads('/WP-LOGIN.PHP', [200, 302, 404]), shop: refused, seenByWaf: true },
  'puts a line break behind a page': nobody('/cart%0a', { saying: 'path' }),
  'goes by WordPress’s short name of the sign-in': { ...reads('/login', [200, 302, 404]), shop: refused },
  'goes by WordPress’s short name of the dashboard': { ...reads('/dashboard', [200, 302, 404]), shop: refused },
  'goes by WordPress’s short name of wp-admin': { ...reads('/admin', [200, 302, 404]), shop: refused },
  'confirms, and signs in by the body': {
    ...posts('/wp-login.php?action=confirmaction', 'action=login&log={admin-login}&pwd={admin-password}', [200, 302]),
    shop: refused,
  },
  'names the action twice': {
    ...reads('/wp-login.php?action=confirmaction&action=register', [200, 302]),
    shop: refused,
  },
  'names the action as a list': { ...reads('/wp-login.php?action%5B%5D=postpass', [200, 302, 500]), shop: refused },
});

const methods: readonly Behaviour[] = by('attacker', {
  'deletes a page': { ...nobody('/'), method: 'DELETE', shop: wrongMethod, staff: wrongMethod },
  'puts a file': { ...sends('PUT', '/shell.txt', {}), shop: wrongMethod, staff: wrongMethod, seenByWaf: true },
  traces: { ...nobody('/'), method: 'TRACE', shop: wrongMethod, staff: wrongMethod },
  'asks a folder’s properties': { ...nobody('/'), method: 'PROPFIND', shop: wrongMethod, staff: wrongMethod },
  'posts to a picture': {
    ...posts('/wp-content/uploads/{picture}', 'x'),
    shop: wrongMethod,
    staff: wrongMethod,
  },
  'patches the Store API': {
    ...sends('PATCH', '/wp-json/wc/store/v1/cart', {}),
    shop: wrongMethod,
    staff: wrongMethod,
  },
  'changes the method by variable': {
    ...reads('/wp-json/wc/store/v1/cart/items?_method=DELETE', []),
    shop: refused,
  },
});

export const attacks: readonly Behaviour[] = [...scripts, ...leftovers, ...uploaded, ...names, ...methods];

const noStaff = ['wpadminbar', '/wp-admin/profile.php'];
const asNobody = (more: { without?: readonly string[]; setsNo?: string } = {}) =>
  ({ kind: 'served', statuses: [200], ...more }) as const;

/** An administrator's session, key or password at the shop door: it is nobody's there. */
export const stolen: readonly Behaviour[] = by('attacker', {
  'shows an administrator’s cookie at a page': {
    ...reads('/', [200], { cookie: 'admin' }),
    shop: asNobody({ without: noStaff }),
  },
  'shows an administrator’s cookie at the account': {
    ...reads('/my-account/', [200, 302], { cookie: 'admin' }),
    shop: asNobody({ without: ['customer-logout', ...noStaff] }),
  },
  'signs in as an administrator where shoppers do': {
    ...posts(
      '/my-account/',
      'username={admin-login}&password={admin-password}&login=Log+in&woocommerce-login-nonce={nonce}',
      [200, 302],
    ),
    shop: { kind: 'served', statuses: [200, 302], setsNo: 'wordpress_logged_in' },
  },
  'asks for a nonce with an administrator’s cookie': {
    ...reads('/wp-admin/admin-ajax.php?action=rest-nonce', [200], { cookie: 'admin' }),
    shop: served(400),
  },
  'asks for attachments with an administrator’s cookie': {
    ...posts('/wp-admin/admin-ajax.php', 'action=query-attachments', [200, 400], { cookie: 'admin' }),
    shop: served(400),
  },
  'shows a cashier’s cookie at a page': {
    ...reads('/', [200], { cookie: 'cashier' }),
    shop: asNobody({ without: noStaff }),
  },
  'shows a cashier’s token at the Store API': reads('/wp-json/wc/store/v1/cart', [200, 401], {
    authorization: 'cashier-token',
  }),
  'shows an administrator’s password at the Store API': reads('/wp-json/wc/store/v1/cart', [200, 401], {
    authorization: 'admin-application-password',
  }),
  'shows a key where it was not declared': {
    ...reads('/wp-json/wc/v3/customers', [200], { authorization: 'api-key' }),
    shop: refused,
    seenByWaf: true,
  },
});

const evil = 'evil.example';

/** Headers that name another address, host or client: they change nothing. */
export const headers: readonly Behaviour[] = by('attacker', {
  'names another path by header': {
    ...reads('/', [200], { headers: { 'x-original-url': '/wp-admin/', 'x-rewrite-url': '/wp-admin/' } }),
    shop: asNobody({ without: ['loginform', ...noStaff] }),
  },
  'names another host by header': {
    ...reads('/', [200], { headers: { 'x-forwarded-host': evil, 'x-host': evil, forwarded: `host=${evil}` } }),
    shop: asNobody({ without: [evil] }),
  },
  'names another scheme by header': reads('/', [200], { headers: { 'x-forwarded-proto': 'http' } }),
  'names another client by header': reads('/', [200], {
    headers: { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9', 'cf-connecting-ip': '203.0.113.9' },
  }),
  'guesses the doors’ secret': reads('/', [200], { headers: { 'x-storefort-door': 'guess' } }),
  'asks for another host': nobody('/', { headers: { host: evil }, seenByWaf: false }),
  'asks the shop door for the staff host': {
    ...reads('/wp-login.php', [200], { headers: { host: '{staff-host}' } }),
    shop: refused,
  },
  'asks for a style below the account': reads('/my-account/x.css', [200, 301, 302, 404]),
});
