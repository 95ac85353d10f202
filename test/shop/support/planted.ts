import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Stands in every planted file: an answer that holds it served or ran one. */
export const marker = 'PLANTED-NOT-TO-BE-SEEN';

const program = `<?php header('X-Ran: ${marker}'); echo '${marker}';`;
const text = `${marker}\n`;

/** What the request table's attackers look for, below the docroot: a refusal proves little where there is nothing. */
const planted: Readonly<Record<string, string>> = {
  '.env': text,
  '.git/HEAD': text,
  '.htaccess': text,
  'wp-admin/.user.ini': text,
  'wp-config.php.bak': text,
  'wp-config.php~': text,
  '.wp-config.php.swp': text,
  'dump.sql': text,
  'backups/shop.sql.gz': text,
  'shop.zip': text,
  'shell.phtml': program,
  'shell.phar': program,
  'adminer.php': program,
  'test/info.php': program,
  'index2.php': program,
  'readme.html': text,
  'license.txt': text,
  'wp-signup.php': program,
  'wp-content/debug.log': text,
  'wp-content/plugins/wcpos-web-bundle/build/metadata.json': '{}',
  'wp-admin/notes.txt': text,
  'wp-content/exports/customers.csv': text,
  'wp-content/plugins/woocommerce/readme.txt': text,
  'wp-content/plugins/woocommerce/package.json': text,
  'wp-content/plugins/woocommerce/uninstall.php': program,
  'wp-content/plugins/woocommerce/vendor/composer/installed.json': text,
  'wp-content/plugins/woocommerce/assets/js/frontend/cart.js.map': text,
};

const uploaded: Readonly<Record<string, string>> = {
  'shell.php': program,
  '2026/11/shell.php': program,
  '2026/11/shell.php5': program,
  '2026/11/shell.php.': program,
  '2026/11/shell.php ': program,
  '2026/11/hat.jpg': program,
  '2026/11/page.html': text,
  '2026/11/hat.svg': text,
  'woocommerce_uploads/2026/11/song.mp3': text,
  // These may be seen.
  'woocommerce-placeholder.png': 'a picture',
  'wc-logs/fatal-errors-2026-11-25-abc.txt': text,
};

/** Puts them where a careless person or an intruder would; for real plugins, beside what they bring. */
export function plant(root: string): void {
  const docroot = path.join(root, 'srv/storefort/current/wordpress');
  for (const [file, contents] of Object.entries(planted)) {
    const at = path.join(docroot, file);
    // WordPress and the real plugin need theirs; what they hold is no secret.
    if (existsSync(at) && file.endsWith('.php')) continue;
    write(at, contents);
  }
  for (const [file, contents] of Object.entries(uploaded))
    write(path.join(root, 'srv/storefort/shared/uploads', file), contents);
}

function write(file: string, contents: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, contents);
}
