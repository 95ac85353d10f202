import type { CheckResult } from '../shared/check-result';
import { phpVersionCompare } from '../shared/vulnerabilities/php-version-compare';
import type { Component } from '../shared/vulnerabilities/vulnerability';
import { askEach, type Family, list, notRun, type Outcome, type Question, type Seen } from './answer';
import { checkCore } from './check-core';
import { dateOf, isOlderThan, updateDays } from './deadlines';
import { componentsOf, concludeShops, type Shops } from './look-at-fleet';
import { type Memory, notFoundOut, wasNewer } from './memory';
import type { Listing, Ports } from './ports';

/** A plugin that nobody touched for so long has nobody to mend it. */
const abandonedDays = 730;

const versions = (type: 'plugin' | 'theme'): Question => ({
  id: `${type}-versions`,
  what: `no ${type} has long been behind the newest version on wordpress.org`,
  expected: `the newest version, or one that was replaced at most ${updateDays} days ago`,
  requirement: 'PCI DSS 6.3.3',
});
const pluginVersions = versions('plugin');
const themeVersions = versions('theme');
const listed = {
  id: 'plugins-listed',
  what: 'wordpress.org has not closed any plugin',
  expected: 'none closed',
  requirement: 'PCI DSS 6.3.1',
};
const maintained = {
  id: 'plugins-maintained',
  what: 'somebody still works on every plugin',
  expected: `an update within ${abandonedDays} days`,
  requirement: 'PCI DSS 6.3.1',
};

/** A component, and what wordpress.org says of it. */
interface Looked {
  readonly component: Component;
  readonly listing: Outcome<Listing>;
}

/** What runs against what wordpress.org has. What it does not know, commercial or own, is counted and proves nothing. */
export async function checkListings(
  shops: Shops,
  memory: Memory,
  ports: Pick<Ports, 'wordpressOrg' | 'now' | 'deadline'>,
): Promise<Family> {
  const at = ports.now();
  const components = componentsOf(shops);
  const [core, plugins, themes] = await Promise.all([
    checkCore(shops, memory, ports),
    lookUp(components, 'plugin', ports),
    lookUp(components, 'theme', ports),
  ]);
  const looked = [...plugins, ...themes];
  const isWhole =
    shops.known.length > 0 && shops.unknown.length === 0 && looked.every(({ listing }) => 'found' in listing);
  return {
    results: [
      ...core.results,
      judgeListed(pluginVersions, shops, plugins, versionsOf(plugins, memory, at)),
      judgeListed(themeVersions, shops, themes, withClosed(themes, versionsOf(themes, memory, at))),
      judgeListed(listed, shops, plugins, withClosed(plugins, { faults: [], sound: 'none closed' })),
      judgeListed(maintained, shops, plugins, maintainedOf(plugins, at)),
    ],
    subject: {
      ...core.subject,
      ...(isWhole ? {} : notFoundOut('listings')),
      ...Object.fromEntries(looked.flatMap(newestOf)),
    },
  };
}

async function lookUp(
  components: readonly Component[],
  type: 'plugin' | 'theme',
  { wordpressOrg, deadline }: Pick<Ports, 'wordpressOrg' | 'deadline'>,
): Promise<readonly Looked[]> {
  const wanted = components.filter((component) => component.type === type);
  const listings = await askEach(deadline, wanted, ({ slug }) => wordpressOrg[type](slug));
  return wanted.map((component, index) => ({ component, listing: listings[index] ?? { fault: 'it was not asked' } }));
}

/** Of components that wordpress.org knows; a run in which it knows none proves nothing. */
function judgeListed(question: Question, shops: Shops, looked: readonly Looked[], seen: Seen): CheckResult {
  const unknown = looked.flatMap(({ component, listing }) =>
    'found' in listing ? [] : [`${component.slug}: ${listing.fault}`],
  );
  const strangers = looked.filter(({ listing }) => 'found' in listing && listing.found.state === 'unknown');
  const names = strangers.map(({ component }) => component.slug);
  const known = looked.length - strangers.length - unknown.length;
  if (known === 0 && unknown.length === 0 && shops.known.length > 0 && shops.unknown.length === 0) {
    return notRun(question, names.length === 0 ? 'there are none' : `wordpress.org knows none of them: ${list(names)}`);
  }
  const asides = [
    ...(seen.aside === undefined ? [] : [seen.aside]),
    ...(names.length === 0 ? [] : [`not on wordpress.org: ${list(names)}`]),
  ];
  const aside = asides.length === 0 ? undefined : asides.join('; ');
  return concludeShops(question, shops, { ...seen, aside, unknown: [...unknown, ...(seen.unknown ?? [])] });
}

function listedOf({ listing }: Looked): Extract<Listing, { state: 'listed' }> | undefined {
  return 'found' in listing && listing.found.state === 'listed' ? listing.found : undefined;
}

function isBehind(looked: Looked): boolean {
  const listing = listedOf(looked);
  return listing !== undefined && phpVersionCompare(looked.component.version, listing.newest) < 0;
}

/** Known for long when the newest is itself old, or when evidence of back then says that there was a newer one already. */
function versionsOf(looked: readonly Looked[], memory: Memory, now: Date): Seen {
  const late: string[] = [];
  const unknown: string[] = [];
  const waiting: string[] = [];
  for (const one of looked.filter(isBehind)) {
    const { component } = one;
    const listing = listedOf(one);
    const text = `${component.slug} ${component.version} (newest ${listing?.newest})`;
    const isOld = listing !== undefined && isOlderThan(updateDays, listing.lastUpdated, now);
    const was = isOld || wasNewer(memory.update, newestKey(component), component.version);
    if (was === undefined) unknown.push(`since when ${text} is behind`);
    else (was ? late : waiting).push(text);
  }
  const aside = waiting.length === 0 ? undefined : `behind, not for long: ${list(waiting)}`;
  return {
    faults: late.map((text) => `${text} is behind for more than ${updateDays} days`),
    unknown,
    sound: 'none is long behind',
    aside,
  };
}

function withClosed(looked: readonly Looked[], seen: Seen): Seen {
  const closed = looked.flatMap(({ component, listing }) => {
    if (!('found' in listing) || listing.found.state !== 'closed') return [];
    const { since, reason } = listing.found;
    const why = reason === undefined ? '' : `: ${reason}`;
    return [`${component.slug} is closed${since === undefined ? '' : ` since ${dateOf(since)}`}${why}`];
  });
  return { ...seen, faults: [...closed, ...seen.faults] };
}

function maintainedOf(looked: readonly Looked[], now: Date): Seen {
  const faults = looked.flatMap((one) => {
    const listing = listedOf(one);
    if (listing === undefined || !isOlderThan(abandonedDays, listing.lastUpdated, now)) return [];
    return [`${one.component.slug} was last updated on ${dateOf(listing.lastUpdated)}`];
  });
  return { faults, sound: 'each was updated within two years' };
}

function newestOf(looked: Looked): [string, string][] {
  const listing = listedOf(looked);
  return listing === undefined ? [] : [[newestKey(looked.component), listing.newest]];
}

function newestKey({ type, slug }: Component): string {
  return `newest ${type} ${slug}`;
}
