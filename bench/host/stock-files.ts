import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer } from '../../test/support/http-answer';

export interface StockFilesProps {
  /** The host's folder, whose certificate and numbers are taken over. */
  readonly root: string;
  readonly folder: string;
  readonly wordPressPort: number;
  readonly staticPort: number;
  readonly database: { readonly port: number; readonly schema: string; readonly password: string };
  /** What the host answers: the floor sends the same headers. */
  readonly page: Answer;
  readonly cachedPage: Answer;
}

const templates = path.join(__dirname, 'stock');
const places = {
  'nginx.conf': 'nginx.conf',
  'wordpress.conf': 'wordpress.conf',
  'static.conf': 'static.conf',
  'php-fpm.conf': 'php-fpm.conf',
  'php.ini': 'php.d/stock.ini',
  'wp-config.php': 'html/wp-config.php',
} as const;

/** Fills in the templates of stock/ below the folder. */
export function writeStockFiles(props: StockFilesProps): void {
  const values = valuesOf(props);
  for (const [template, place] of Object.entries(places)) {
    const text = readFileSync(path.join(templates, template), 'utf8').replaceAll(/@([A-Z_]+)@/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${template} has @${name}@, which nothing fills in`);
      return value;
    });
    mkdirSync(path.dirname(path.join(props.folder, place)), { recursive: true });
    writeFileSync(path.join(props.folder, place), process.getuid?.() === 0 ? text : withoutUsers(text));
  }
}

function valuesOf(props: StockFilesProps): Record<string, string> {
  const host = (file: string) => path.join(props.root, file);
  return {
    FOLDER: props.folder,
    WORDPRESS_PORT: String(props.wordPressPort),
    STATIC_PORT: String(props.staticPort),
    CERTIFICATE: host('etc/nginx/tls/host.crt'),
    KEY: host('etc/nginx/tls/host.key'),
    DATABASE_CA: host('etc/storefort/database-ca.pem'),
    DATABASE_PORT: String(props.database.port),
    SCHEMA: props.database.schema,
    PASSWORD: props.database.password,
    WORKERS: linesOf(host('etc/storefort/php/php-fpm.conf'), /^pm( =|\.(?!max_requests))/),
    OPCACHE: linesOf(
      host('etc/storefort/php/conf.d/storefort.ini'),
      /^opcache\.(memory_consumption|interned_strings_buffer) /,
    ),
    PAGE_HEADERS: addedHeaders(props.page),
    CACHED_PAGE_HEADERS: addedHeaders(props.cachedPage),
  };
}

/** Of the shop's pool, which comes first. */
function linesOf(file: string, wanted: RegExp): string {
  const [shop = ''] = readFileSync(file, 'utf8').split('[health]');
  const found = shop.split('\n').filter((line) => wanted.test(line));
  if (found.length === 0) throw new Error(`${file} has no line like ${String(wanted)}`);
  return found.join('\n');
}

const sentAnyway = [
  'connection',
  'content-length',
  'content-type',
  'date',
  'link',
  'server',
  'set-cookie',
  'transfer-encoding',
];

function addedHeaders({ headers }: Answer): string {
  return Object.entries(headers)
    .filter(([name]) => !sentAnyway.includes(name))
    .map(([name, value]) => `add_header ${name} ${JSON.stringify(String(value))} always;`)
    .join('\n    ');
}

/** Who is not root runs all as himself, and may not say otherwise. */
function withoutUsers(text: string): string {
  return text.replaceAll(/^(user|group|listen\.(owner|group)) .*\n/gm, '');
}
