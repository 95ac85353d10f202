import { askEach, type Family, list, notRun, type Outcome } from './answer';
import { builtInLocale } from './check-inventory';
import { compareFiles, type FileRules } from './compare-files';
import type { VerifyPatchesExpectations } from './contract';
import { concludeShops, type Shops } from './look-at-fleet';
import type { Checksums, Ports } from './ports';

const coreChecksums = {
  id: 'core-checksums',
  what: 'the files of WordPress are those that wordpress.org publishes',
  expected: 'no file modified or missing, and none beside them that can run',
  requirement: 'PCI DSS 11.5.2',
};
const pluginChecksums = {
  id: 'plugin-checksums',
  what: 'the files of the plugins are those that wordpress.org publishes',
  expected: 'no file modified or missing, and none beside them that can run; what it does not publish is unverified',
  requirement: 'PCI DSS 11.5.2',
};

/** Languages are published apart from WordPress, and anew whenever somebody translates: there are no checksums of them. */
const languages = 'wp-content/languages/';
/** PHP in name, an array of texts in fact. WordPress includes it by the language that is chosen. */
const translation = /^wp-content\/languages\/(plugins\/|themes\/)?([A-Za-z0-9._-]+)\.l10n\.php$/;
/** What WordPress's own translations have before their locale (load_default_textdomain and wp_timezone_choice). */
const corePrefixes = ['', 'admin-', 'admin-network-', 'continents-cities-', 'ms-'];

/** @param locales of the store file: what is named after another language is no translation of this shop's */
const coreRulesFor = (locales: readonly string[]): FileRules => ({
  // Not wp-config.php: the platform's own lies beside WordPress, which would take one of its own before it.
  mayBeExtra: (path) => isTranslation(path, locales),
  // Plugins and themes that come with WordPress are not kept by every release; nothing runs the rest.
  mayBeMissing: (path) =>
    path.startsWith('wp-content/') || ['readme.html', 'license.txt', 'wp-config-sample.php'].includes(path),
  mayDiffer: (path) => path.startsWith(languages),
});

function isTranslation(path: string, locales: readonly string[]): boolean {
  const [, folder, name = ''] = translation.exec(path) ?? [];
  return locales.some((locale) => {
    if (locale === builtInLocale || !name.endsWith(locale)) return false;
    const before = name.slice(0, -locale.length);
    // Of a plugin or a theme it is the text domain, and never nothing.
    return folder === undefined ? corePrefixes.includes(before) : /.-$/.test(before);
  });
}

const pluginRules: FileRules = {
  mayBeExtra: () => false,
  mayBeMissing: () => false,
  // wordpress.org writes it anew for a version that is out already ("tested up to").
  mayDiffer: (path) => /^readme\.(?:txt|md)$/i.test(path),
};

/** A part of one host's release, and what is published for it. */
interface Part {
  readonly instanceId: string;
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly published: Outcome<Checksums | undefined>;
}

/** Every file of WordPress and of the plugins, on every host, by what wordpress.org publishes. */
export async function checkChecksums(
  { locales }: Pick<VerifyPatchesExpectations, 'locales'>,
  shops: Shops,
  ports: Pick<Ports, 'wordpressOrg' | 'deadline'>,
): Promise<Family> {
  const [core, plugins] = await Promise.all([coreParts(shops, ports), pluginParts(shops, ports)]);
  const unverified = plugins.filter(isUnverified);
  const names = [...new Set(unverified.map(({ name }) => name))];
  return {
    results: [judgeCoreParts(shops, core, coreRulesFor(locales)), judgePluginParts(shops, plugins, names)],
    measures: { unverifiedPlugins: names.length },
  };
}

async function coreParts(
  { known }: Shops,
  { wordpressOrg, deadline }: Pick<Ports, 'wordpressOrg' | 'deadline'>,
): Promise<readonly Part[]> {
  const builds = known.map(({ shop: { core } }) => ({ key: `WordPress ${core.version} ${core.locale}`, ...core }));
  const published = await askOnce(deadline, builds, ({ version, locale }) =>
    wordpressOrg.coreChecksums(version, locale),
  );
  return known.map(({ instanceId }, index) => partOf(instanceId, builds[index], published));
}

async function pluginParts(
  { known }: Shops,
  { wordpressOrg, deadline }: Pick<Ports, 'wordpressOrg' | 'deadline'>,
): Promise<readonly Part[]> {
  const all = known.flatMap(({ instanceId, shop }) =>
    shop.plugins.map((plugin) => ({ instanceId, key: `${plugin.slug} ${plugin.version}`, ...plugin })),
  );
  const published = await askOnce(deadline, all, ({ slug, version }) => wordpressOrg.pluginChecksums(slug, version));
  return all.map((plugin) => partOf(plugin.instanceId, plugin, published));
}

/** Of several hosts that run the same, once. */
async function askOnce<T extends { readonly key: string }>(
  deadline: AbortSignal,
  items: readonly T[],
  find: (item: T) => Promise<Checksums | undefined>,
): Promise<ReadonlyMap<string, Outcome<Checksums | undefined>>> {
  const each = [...new Map(items.map((item) => [item.key, item])).values()];
  const answers = await askEach(deadline, each, find);
  return new Map(each.flatMap(({ key }, index) => (answers[index] === undefined ? [] : [[key, answers[index]]])));
}

function partOf(
  instanceId: string,
  part: { readonly key: string; readonly files: Readonly<Record<string, string>> } | undefined,
  published: ReadonlyMap<string, Outcome<Checksums | undefined>>,
): Part {
  const name = part?.key ?? 'WordPress';
  return {
    instanceId,
    name,
    files: part?.files ?? {},
    published: published.get(name) ?? { fault: 'it was not asked' },
  };
}

function isUnverified({ published }: Part): boolean {
  return 'found' in published && published.found === undefined;
}

/** Faults that are the same on all hosts are said once. */
function compareParts(parts: readonly Part[], rules: FileRules) {
  const faults: string[] = [];
  const unknown: string[] = [];
  let verified = 0;
  let idle = 0;
  for (const { name, files, published } of parts) {
    if (!('found' in published)) unknown.push(`${name}: ${published.fault}`);
    else if (published.found !== undefined) {
      const compared = compareFiles(files, published.found, rules);
      faults.push(...compared.faults.map((fault) => `${name}: ${fault}`));
      idle += compared.idle;
      verified += 1;
    }
  }
  const aside = idle === 0 ? undefined : `beside them ${idle} files that do not run`;
  return { faults: [...new Set(faults)], unknown: [...new Set(unknown)], verified, aside };
}

/** Of WordPress there is no build without checksums: one that has none is not wordpress.org's. */
function judgeCoreParts(shops: Shops, parts: readonly Part[], rules: FileRules) {
  const { faults, ...compared } = compareParts(parts, rules);
  const strangers = [...new Set(parts.filter(isUnverified).map(({ name }) => name))];
  const all = [...strangers.map((name) => `wordpress.org publishes no checksums of ${name}`), ...faults];
  return concludeShops(coreChecksums, shops, { ...compared, faults: all, sound: 'every file as published' });
}

function judgePluginParts(shops: Shops, parts: readonly Part[], unverified: readonly string[]) {
  const { verified, ...compared } = compareParts(parts, pluginRules);
  const isKnown = shops.known.length > 0 && shops.unknown.length === 0 && compared.unknown.length === 0;
  if (isKnown && verified === 0) {
    const none = parts.length === 0 ? 'there are no plugins' : `all are unverified: ${list(unverified)}`;
    return notRun(pluginChecksums, none);
  }
  const names = new Set(parts.map(({ name }) => name));
  const sound = `${names.size - unverified.length} as published`;
  const asides = [
    ...(compared.aside === undefined ? [] : [compared.aside]),
    ...(unverified.length === 0 ? [] : [`${unverified.length} unverified: ${list(unverified)}`]),
  ];
  const aside = asides.length === 0 ? undefined : asides.join('; ');
  return concludeShops(pluginChecksums, shops, { ...compared, sound, aside });
}
