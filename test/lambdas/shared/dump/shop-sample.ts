import type { DumpFacts } from '../../../../lambdas/shared/dump/dump-facts';
import { exportKeys, type Manifest } from '../../../../lambdas/shared/manifest';
import { mariaDbEnd, mariaDbHeader } from './samples';

const tables = [
  'options',
  'postmeta',
  'posts',
  'usermeta',
  'users',
  'woocommerce_order_itemmeta',
  'woocommerce_order_items',
];

/** The smallest dump that is a shop's: three rows a table. */
export function shopSample(prefix = 'wp_', rows = ["1,'first'", "2,'second'", "3,'third'"]): string {
  const each = tables.map((table) => {
    const name = `\`${prefix}${table}\``;
    const definition = `CREATE TABLE ${name} (\n  \`id\` bigint(20) NOT NULL,\n  \`text\` longtext DEFAULT NULL\n) ENGINE=InnoDB;\n`;
    return `${definition}INSERT INTO ${name} VALUES\n${rows.map((row) => `(${row})`).join(',\n')};\n`;
  });
  return mariaDbHeader + each.join('') + mariaDbEnd;
}

/** What the export would have said of a dump. */
export function manifestOf(facts: DumpFacts): Manifest {
  const name = { store: 'acme', generation: 1, export: '20261125T010000Z' };
  const keys = exportKeys(name);
  return {
    schemaVersion: 1,
    ...name,
    dump: { key: keys.dump, bytes: facts.storedBytes, sha256: facts.storedSha256, plainBytes: facts.plainBytes },
    tables: facts.tables.map(({ name: table, rows }) => ({ name: table, rows })),
    uploads: { key: keys.uploads, files: 0, fileBytes: 0, sha256: '0'.repeat(64) },
    database: { schema: 'shop', version: '10.11.19-MariaDB-0+deb12u1', time: '2026-11-25T01:00:00Z' },
    tool: 'mariadb-dump  Ver 10.19 Distrib 10.11.19-MariaDB',
    keyArn: 'arn:aws:kms:us-west-2:111122223333:key/offsite',
  };
}
