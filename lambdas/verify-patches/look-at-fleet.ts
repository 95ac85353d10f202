import type { CheckResult } from '../shared/check-result';
import type { Inventory, ShopInventory } from '../shared/inventory';
import type { Component } from '../shared/vulnerabilities/vulnerability';
import { ask, askEach, conclude, notRun, type Outcome, type Question, type Seen } from './answer';
import type { Host, Ports } from './ports';

/** A host that is in service, and what it says it runs. */
export interface SeenHost {
  readonly host: Host;
  readonly inventory: Outcome<Inventory>;
}

/** What the hosts run that answered. */
export interface Shops {
  readonly known: readonly { readonly instanceId: string; readonly shop: ShopInventory }[];
  /** Of which hosts it is not known, for a person. */
  readonly unknown: readonly string[];
}

/** Who is not in service serves nobody: it is on its way in or out. */
export async function lookAtFleet({
  fleet,
  inventories,
  deadline,
}: Pick<Ports, 'fleet' | 'inventories' | 'deadline'>): Promise<Outcome<readonly SeenHost[]>> {
  const all = await ask(deadline, () => fleet.hosts());
  if (!('found' in all)) return all;
  const hosts = all.found.filter(({ inService }) => inService);
  const taken = await askEach(deadline, hosts, ({ instanceId }) => inventories.take(instanceId, deadline));
  const missing = { fault: 'it was not asked' };
  return { found: hosts.map((host, index) => ({ host, inventory: taken[index] ?? missing })) };
}

/** Shops of all hosts that answered. That a host runs none is a finding of the inventory's check. */
export function shopsOf(seen: Outcome<readonly SeenHost[]>): Shops {
  if (!('found' in seen)) return { known: [], unknown: ['what the hosts run'] };
  return {
    known: seen.found.flatMap(({ host: { instanceId }, inventory }) => {
      const shop = 'found' in inventory ? inventory.found.shop : undefined;
      return shop === undefined ? [] : [{ instanceId, shop }];
    }),
    unknown: unansweredOf(seen.found),
  };
}

/** Hosts of which nothing is known. */
export function unansweredOf(hosts: readonly SeenHost[]): readonly string[] {
  return hosts.filter(({ inventory }) => !('found' in inventory)).map(({ host }) => `what ${host.instanceId} runs`);
}

/** Concludes of shops: of a host that did not answer nothing is proven. */
export function concludeShops(question: Question, { known, unknown }: Shops, seen: Seen): CheckResult {
  if (known.length === 0 && unknown.length === 0) return notRun(question, 'no host runs a release');
  return conclude(question, { ...seen, unknown: [...unknown, ...(seen.unknown ?? [])] });
}

/** Everything of WordPress that runs on any host, each version once. */
export function componentsOf({ known }: Shops): readonly Component[] {
  const all = known.flatMap(({ shop }): Component[] => [
    { type: 'core', slug: 'wordpress', version: shop.core.version },
    ...shop.plugins.map(({ slug, version }) => ({ type: 'plugin' as const, slug, version })),
    ...shop.themes.map(({ slug, version }) => ({ type: 'theme' as const, slug, version })),
  ]);
  return [...new Map(all.map((one) => [nameOf(one), one])).values()];
}

export function nameOf({ type, slug, version }: Component): string {
  return `${type} ${slug} ${version}`;
}
