import { createHash } from 'node:crypto';
import type { CheckResult } from '../shared/check-result';
import type { Inventory, ShopInventory } from '../shared/inventory';
import { concludeOf, type Family, type Outcome, type Seen } from './answer';
import type { VerifyPatchesExpectations } from './contract';
import { clockSkewMs } from './deadlines';
import { concludeShops, type SeenHost, type Shops, shopsOf, unansweredOf } from './look-at-fleet';

/** The platform's own must-use plugin; the host takes away those that an archive brings. */
const ownPlugin = 'storefort';
/** Comes with WordPress: it needs no translation. */
export const builtInLocale = 'en_US';

const inventory = {
  id: 'inventory',
  what: 'every host in service says what it runs, and runs a release',
  expected: 'an inventory of each, taken now',
  requirement: 'PCI DSS 6.3.2',
};
const alike = {
  id: 'fleet-alike',
  what: 'all hosts run the same: system, kernel, packages, release, WordPress, plugins, themes, and every file of them',
  expected: 'no host differs',
  requirement: 'PCI DSS 2.2.1',
};
const declared = {
  id: 'plugins-declared',
  what: 'the plugins that run are those of the store file, in its versions, and no other',
  expected: 'each plugin of the store file, active, and the platform’s own must-use plugin',
  requirement: 'PCI DSS 6.5.1',
};
const languages = {
  id: 'languages',
  what: 'the languages that the release brings are those of the store file',
  expected: 'each language of the store file, and no other',
  requirement: 'PCI DSS 6.5.1',
};

/** Whether hosts answer, are alike, and run what the store file says. @param startedAt when hosts were first asked */
export function checkInventory(
  expected: VerifyPatchesExpectations,
  seen: Outcome<readonly SeenHost[]>,
  startedAt: Date,
  now: Date,
): Family {
  const shops = shopsOf(seen);
  const results = [
    concludeOf(inventory, seen, (hosts) => judgeInventories(hosts, startedAt, now)),
    concludeOf(alike, seen, judgeAlike),
    eachShop(declared, shops, (shop) => pluginFaults(shop, expected.plugins), `${expected.plugins.length} plugins`),
    eachShop(languages, shops, (shop) => languageFaults(shop, expected.locales), expected.locales.join(', ')),
  ];
  const plugins = new Set(shops.known.flatMap(({ shop }) => shop.plugins.map(({ slug }) => slug)));
  return { results, measures: { plugins: plugins.size } };
}

function judgeInventories(hosts: readonly SeenHost[], startedAt: Date, now: Date): Seen {
  if (hosts.length === 0) return { faults: ['no host is in service'], sound: '' };
  const faults: string[] = [];
  const unknown: string[] = [];
  for (const { host, inventory: taken } of hosts) {
    if (!('found' in taken)) unknown.push(`${host.instanceId}: ${taken.fault}`);
    else faults.push(...ownFaults(taken.found, host.instanceId, startedAt, now));
  }
  return { faults, unknown, sound: `${hosts.length} of ${hosts.length}` };
}

/** An inventory of yesterday, or of another host, is no answer. */
function ownFaults(
  { instanceId, takenAt, shop }: Inventory,
  host: string,
  startedAt: Date,
  now: Date,
): readonly string[] {
  const at = Date.parse(takenAt);
  const isNow = at >= startedAt.getTime() - clockSkewMs && at <= now.getTime() + clockSkewMs;
  return [
    ...(instanceId === host ? [] : [`${host} answered for ${instanceId}`]),
    ...(isNow ? [] : [`${host} says that it was asked at ${takenAt}`]),
    ...(shop === undefined ? [`${host} runs no release`] : []),
  ];
}

function judgeAlike(hosts: readonly SeenHost[]): Seen {
  if (hosts.length === 0) return { faults: ['no host is in service'], sound: '' };
  const known = hosts.flatMap(({ host, inventory: taken }) =>
    'found' in taken ? [{ host: host.instanceId, aspects: aspectsOf(taken.found) }] : [],
  );
  const [first, ...others] = known;
  const faults = others.flatMap(({ host, aspects }) =>
    Object.entries(aspects)
      .filter(([aspect, digest]) => first?.aspects[aspect] !== digest)
      .map(([aspect]) => `${host} has other ${aspect} than ${first?.host}`),
  );
  return { faults, unknown: unansweredOf(hosts), sound: `${known.length} alike` };
}

/** Each as a digest: files of two hosts are compared even where nobody publishes what is right. */
function aspectsOf({ system, shop }: Inventory): Record<string, string> {
  const aspects: Record<string, readonly unknown[]> = {
    system: [[system.name, system.release]],
    kernel: [system.runningKernel],
    packages: system.packages.map(({ name, version }) => [name, version]),
    release: [shop?.release],
    ...(shop && shopAspects(shop)),
  };
  return Object.fromEntries(Object.entries(aspects).map(([name, values]) => [name, digest(values)]));
}

function shopAspects({ core, plugins, mustUsePlugins, themes, languages: found }: ShopInventory) {
  return {
    WordPress: [[core.version, core.locale]],
    plugins: [...plugins, ...mustUsePlugins].map((one) => [one.slug, one.version, 'active' in one && one.active]),
    themes: themes.map(({ slug, version, active }) => [slug, version, active]),
    languages: found,
    files: [core, ...plugins, ...mustUsePlugins, ...themes].map(({ files }) =>
      Object.entries(files)
        .map((entry) => JSON.stringify(entry))
        .sort(),
    ),
  };
}

/** The same for the same values in any order. */
function digest(values: readonly unknown[]): string {
  const lines = values.map((value) => JSON.stringify(value)).sort();
  return createHash('sha256').update(JSON.stringify(lines)).digest('hex');
}

function eachShop(
  question: Parameters<typeof concludeShops>[0],
  shops: Shops,
  faultsOf: (shop: ShopInventory) => readonly string[],
  sound: string,
): CheckResult {
  // What is wrong on all hosts alike is said once.
  const faults = [...new Set(shops.known.flatMap(({ shop }) => faultsOf(shop)))];
  return concludeShops(question, shops, { faults, sound });
}

function pluginFaults(
  { plugins, mustUsePlugins }: ShopInventory,
  expected: VerifyPatchesExpectations['plugins'],
): readonly string[] {
  const wanted = new Map(expected.map(({ name, version }) => [name, version]));
  const strangers = [...plugins.filter(({ slug }) => !wanted.has(slug)), ...mustUsePlugins.filter(isNotOwn)];
  const lacking = expected.filter(({ name }) => plugins.every(({ slug }) => slug !== name));
  const others = plugins.filter(({ slug, version }) => wanted.has(slug) && wanted.get(slug) !== version);
  const asleep = plugins.filter(({ slug, active }) => wanted.has(slug) && !active);
  return [
    ...strangers.map(({ slug, version }) => `${slug} ${version} is not in the store file`),
    ...lacking.map(({ name }) => `${name} is missing`),
    ...others.map(({ slug, version }) => `${slug} is ${version}, not ${wanted.get(slug)}`),
    ...asleep.map(({ slug }) => `${slug} is not active`),
    ...(mustUsePlugins.every(isNotOwn) ? ['the platform’s own must-use plugin is missing'] : []),
  ];
}

function isNotOwn({ slug }: { readonly slug: string }): boolean {
  return slug !== ownPlugin;
}

function languageFaults({ languages: found }: ShopInventory, expected: readonly string[]): readonly string[] {
  const there = new Set(found);
  const wanted = new Set(expected);
  return [
    ...expected.filter((one) => one !== builtInLocale && !there.has(one)).map((one) => `${one} is missing`),
    ...[...there]
      .filter((one) => one !== builtInLocale && !wanted.has(one))
      .map((one) => `${one} is not in the store file`),
  ];
}
