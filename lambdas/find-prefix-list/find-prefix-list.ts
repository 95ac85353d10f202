import type { CustomResourceAnswer, CustomResourceRequest } from '../shared/custom-resource';
import { prefixListIdAttribute } from './contract';
import type { PrefixLists } from './ports';

/**
 * Finds the one prefix list of that name which AWS itself keeps: a list of the same name in another account, shared
 * with this one, must not open the load balancer to its addresses. It makes nothing, so it has nothing to delete.
 *
 * @throws Error when there is none, or more than one
 */
export async function findPrefixList(
  request: CustomResourceRequest<{ readonly name: string }>,
  prefixLists: PrefixLists,
): Promise<CustomResourceAnswer> {
  const { name } = request.properties;
  if (request.type === 'Delete') return { physicalId: request.physicalId ?? name };
  const found = (await prefixLists.named(name)).filter((list) => list.owner === 'AWS' && list.name === name);
  const [list] = found;
  if (list === undefined || found.length > 1) {
    throw new Error(`expected one prefix list ${name} of AWS in this region, found ${found.length}`);
  }
  return { physicalId: list.id, data: { [prefixListIdAttribute]: list.id } };
}
