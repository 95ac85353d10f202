import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

/**
 * What a nightly export wrote, put last: without it the export does not count. The host writes it, `verify-backup` believes
 * none of it.
 */
export const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  store: z.string().min(1),
  generation: z.int().min(1),
  /** When the export began, UTC: `20261125T010003Z`; part of the keys. */
  export: z.string().regex(/^\d{8}T\d{6}Z$/),
  dump: z.strictObject({
    /** Of the object in the export bucket. */
    key: z.string().min(1),
    /** As stored, gzip. */
    bytes: count,
    /** Of the object as stored. */
    sha256,
    /** SQL before compression. */
    plainBytes: count,
  }),
  /** Base tables in the order of the dump. */
  tables: z.array(z.strictObject({ name: z.string().min(1), rows: count })).min(1),
  uploads: z.strictObject({
    /** One line a file, gzip: size in bytes, tab, seconds since 1970, tab, path. */
    key: z.string().min(1),
    files: count,
    /** Sum of the files' sizes. */
    fileBytes: count,
    /** Of the object as stored. */
    sha256,
  }),
  database: z.strictObject({
    schema: z.string().min(1),
    /** `VERSION()` */
    version: z.string().min(1),
    /** UTC, asked of the database just before the dump began. */
    time: z.iso.datetime(),
  }),
  /** First line of `mariadb-dump --version`. */
  tool: z.string().min(1),
  /** ARN of the key the objects are encrypted with. */
  keyArn: z.string().startsWith('arn:'),
});

export type Manifest = z.output<typeof manifestSchema>;

/** Keys of one export: `exports/<store>/g<generation>/<export>/…`. */
export function exportKeys({ store, generation, export: id }: Pick<Manifest, 'store' | 'generation' | 'export'>) {
  const folder = `exports/${store}/g${generation}/${id}`;
  return {
    folder,
    dump: `${folder}/dump.sql.gz`,
    uploads: `${folder}/uploads.tsv.gz`,
    manifest: `${folder}/manifest.json`,
  };
}
