import { storeFileJsonSchema } from '../../lib/config/describe-fields';

/** The text of `stores/store.schema.json`, which editors read to complete and check a store file while it is written. */
export function jsonSchemaText(): string {
  return `${JSON.stringify({ title: 'Storefort store file', ...storeFileJsonSchema() }, null, 2)}\n`;
}
