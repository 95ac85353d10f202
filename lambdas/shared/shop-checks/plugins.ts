import type { OpenShop } from './open-shop';
import { unserialize } from './php-serialized';

/**
 * Folder names of active plugins, sorted; of a plugin of one file, the file. Undefined when the list is missing or broken.
 * @throws Error when the database refuses
 */
export async function activePlugins(shop: OpenShop): Promise<readonly string[] | undefined> {
  const list = unserialize((await shop.option('active_plugins')) ?? '');
  if (!(list instanceof Map)) return undefined;
  const files = [...(list as ReadonlyMap<string, unknown>).values()];
  if (!files.every((file) => typeof file === 'string')) return undefined;
  return [...new Set(files.map((file) => file.split('/')[0] ?? file))].sort();
}
