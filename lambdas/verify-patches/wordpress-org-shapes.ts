import { z } from 'zod';

const version = z.string().min(1).max(100);
const md5 = z.string().regex(/^[0-9a-f]{32}$/);
const paths = z.string().min(1).max(1000);
/** PHP says false where it has nothing. */
const nothing = z.literal(false);

/** Of each release there ever was. An old one that is still safe has no word. */
export const stableCheckShape = z.record(version, z.enum(['latest', 'outdated', 'insecure', '']));

const time = z.string().max(100);
const listed = z.object({ slug: z.string().max(300), version, last_updated: time });
/** Of plugins `last_updated` is a time in words, of themes a day. */
export const pluginShape = listed;
export const themeShape = listed.extend({ last_updated_time: time.optional() });

/** Of one that is closed or unknown; of all others there is no error. */
export const refusalShape = z.object({
  error: z.string().max(300).optional(),
  closed_date: z.union([z.string().max(100), nothing]).nullish(),
  reason_text: z.union([z.string().max(300), nothing]).nullish(),
});

export const coreChecksumsShape = z.object({ checksums: z.union([z.record(paths, md5), nothing]) });

export const pluginChecksumsShape = z.object({
  files: z.record(paths, z.object({ md5: z.union([md5, z.array(md5).min(1).max(100)]) })),
});
