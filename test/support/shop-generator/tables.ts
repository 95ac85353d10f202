import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Sql } from './sql';

/**
 * The tables of WordPress and WooCommerce, one of a plugin that keeps shipping labels as images (WooCommerce itself has no binary
 * column), and the till's of digests: numbers of 64 bits, of which some pass for card numbers.
 */
export function createTables({ schema, prefix }: Sql): string[] {
  const text = readFileSync(path.join(__dirname, 'tables.sql'), 'utf8');
  const tables = text
    .split(/;\n/)
    .map((statement) => statement.slice(statement.indexOf('CREATE TABLE')).trim())
    .filter((statement) => statement.startsWith('CREATE TABLE'))
    .map((statement) => statement.replace('`{prefix}', `\`${schema}\`.\`${prefix}`));
  const labels = `CREATE TABLE \`${schema}\`.\`${prefix}shipping_labels\` (
    id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, order_id bigint unsigned NOT NULL, digest binary(16) NOT NULL,
    grams bigint unsigned NOT NULL, image longblob) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci`;
  const digests = `CREATE TABLE \`${schema}\`.\`${prefix}wcpos_sync_stored_digest\` (object_type varchar(20) NOT NULL,
    object_id bigint unsigned NOT NULL, digest bigint unsigned NOT NULL, updated_gmt datetime NOT NULL,
    PRIMARY KEY (object_type, object_id)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci`;
  return [...tables, labels, digests];
}
