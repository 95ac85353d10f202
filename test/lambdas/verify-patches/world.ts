import type { Evidence } from '../../../lambdas/shared/evidence';
import type { Inventory } from '../../../lambdas/shared/inventory';
import type { Measurement } from '../../../lambdas/shared/metrics';
import type { Component, KnownVulnerability } from '../../../lambdas/shared/vulnerabilities/vulnerability';
import type { VerifyPatchesExpectations } from '../../../lambdas/verify-patches/contract';
import type {
  Checksums,
  Host,
  Image,
  Listing,
  ManagedServices,
  Ports,
  WordPressOrg,
} from '../../../lambdas/verify-patches/ports';
import { expectations } from './expectations';

export type Mutable<T> = T extends Date ? T : { -readonly [K in keyof T]: Mutable<T[K]> };

export const now = new Date('2026-11-25T10:00:00Z');
export const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
export const hoursAgo = (hours: number) => daysAgo(hours / 24);

/** Any MD5, of a file that was written for it. */
export const md5 = (of: string) => Buffer.from(of).toString('hex').padEnd(32, '0').slice(0, 32);

type Database = Mutable<Awaited<ReturnType<ManagedServices['database']>>>;
type Certificate = Mutable<Awaited<ReturnType<ManagedServices['certificates']>>[number]>;
type Runtime = Mutable<Awaited<ReturnType<ManagedServices['functions']>>[number]>;
type Core = Mutable<Awaited<ReturnType<WordPressOrg['core']>>>;

export const coreFiles = { 'index.php': md5('index'), 'wp-includes/version.php': md5('version') };
export const wooFiles = { 'woocommerce.php': md5('woo'), 'assets/cart.js': md5('cart') };

/** What a host of the shop says. */
export function anInventory(
  instanceId: string,
): Mutable<Inventory> & { shop: Mutable<NonNullable<Inventory['shop']>> } {
  return {
    schemaVersion: 1,
    instanceId,
    takenAt: now.toISOString(),
    system: {
      name: 'amazon-linux-2023',
      release: '2023.9.20261110',
      newerReleases: [],
      runningKernel: '6.12.58',
      installedKernel: '6.12.58',
      rebootNeeded: false,
      packages: [{ name: 'nginx', version: '1.28.0' }],
    },
    shop: {
      release: 'ab12',
      core: { version: '6.8.3', locale: 'en_US', files: { ...coreFiles } },
      plugins: [
        { slug: 'woocommerce', name: 'WooCommerce', version: '9.4.1', active: true, files: { ...wooFiles } },
        { slug: 'till-pro', name: 'Till Pro', version: '2.0', active: true, files: { 'till-pro.php': md5('till') } },
      ],
      mustUsePlugins: [{ slug: 'storefort', name: 'Storefort', version: '1', files: { 'storefort.php': md5('own') } }],
      themes: [{ slug: 'storefront', name: 'Storefront', version: '4.6', active: true, files: { 'a.php': md5('a') } }],
      languages: ['de_DE'],
    },
  };
}

export function aVulnerability(change: Partial<KnownVulnerability> = {}): KnownVulnerability {
  return {
    id: 'v-1',
    component: { type: 'plugin', slug: 'woocommerce', version: '9.4.1' },
    title: 'SQL injection',
    cve: 'CVE-2026-1111',
    severity: 'critical',
    score: 9.8,
    published: daysAgo(3),
    patchedVersions: ['9.4.2'],
    source: 'wordfence',
    ...change,
  };
}

/** AWS, wordpress.org and the sources in memory: all is well, until a test changes something. */
export class World {
  now = now;
  readonly hosts: Mutable<Host>[] = ['i-1', 'i-2'].map((instanceId) => ({
    instanceId,
    imageId: 'ami-new',
    launchedAt: daysAgo(8),
    inService: true,
    patchState: { missing: 0, failed: 0, scannedAt: daysAgo(1) },
  }));
  newest: Mutable<Image> = { imageId: 'ami-new', createdAt: daysAgo(10), name: 'al2023-ami-2023.9.20261110' };
  readonly images = new Map<string, Image>([['ami-new', this.newest]]);
  readonly inventories = new Map([
    ['i-1', anInventory('i-1')],
    ['i-2', anInventory('i-2')],
  ]);
  core: Core = { newest: '6.8.3', newestOfBranch: '6.8.3', status: 'latest' };
  readonly listings = new Map<string, Listing>([
    ['plugin woocommerce', { state: 'listed', newest: '9.4.1', lastUpdated: daysAgo(20) }],
    ['theme storefront', { state: 'listed', newest: '4.6', lastUpdated: daysAgo(200) }],
  ]);
  readonly checksums = new Map<string, Checksums>([
    ['core 6.8.3 en_US', Object.fromEntries(Object.entries(coreFiles).map(([path, one]) => [path, [one]]))],
    ['woocommerce 9.4.1', Object.fromEntries(Object.entries(wooFiles).map(([path, one]) => [path, [one]]))],
  ]);
  readonly sources = ['wordfence', 'wpvulnerability'].map((name) => ({
    name,
    asOf: hoursAgo(5),
    known: 30_000,
    found: [] as KnownVulnerability[],
    asked: [] as (readonly Component[])[],
  }));
  database: Database = { engine: 'mariadb', version: '11.8.3', endOfSupport: daysAgo(-700), pending: [] };
  certificates: Certificate[] = ['eu-central-1', 'us-east-1'].map((region) => ({
    region,
    names: ['shop.example.com', 'staff.example.com'],
    notAfter: daysAgo(-200),
    status: 'ISSUED',
    inUse: true,
  }));
  functions: Runtime[] = [{ region: 'eu-central-1', name: 'acme-Data-Users', runtime: 'nodejs24.x' }];
  readonly evidence: Evidence[] = [];
  readonly put: Measurement[] = [];
  /** Calls that fail, such as `fleet.hosts`; with what. */
  readonly failing = new Map<string, Error | 'never'>();
  readonly asked: string[] = [];
  readonly deadline = new AbortController();
  readonly expected = expectations() as Mutable<VerifyPatchesExpectations>;

  /** What `i-1` says, or another host. */
  inventory(instanceId = 'i-1') {
    const found = this.inventories.get(instanceId);
    if (!found) throw new Error(`no inventory of ${instanceId}`);
    return found;
  }

  /** Changes what every host says alike. */
  everywhere(change: (inventory: ReturnType<typeof anInventory>) => void): void {
    this.inventories.forEach(change);
  }

  source(index: 0 | 1) {
    const found = this.sources[index];
    if (!found) throw new Error(`no source ${index}`);
    return found;
  }

  /** As a run that many days ago put it. */
  remember(days: number, subject: Record<string, string>): void {
    const at = daysAgo(days).toISOString();
    this.evidence.push({
      schemaVersion: 1,
      id: `patch-proof-${days}`,
      store: 'acme',
      check: 'patch-proof',
      startedAt: at,
      finishedAt: at,
      producer: { name: 'verify-patches', version: '0.1.0' },
      subject,
      verdict: 'pass',
      results: [],
      measures: {},
    });
  }

  ports(): Ports {
    const call = async <T>(name: string, give: () => T): Promise<T> => {
      this.asked.push(name);
      const fault = this.failing.get(name);
      if (fault === 'never') return new Promise<T>(() => undefined);
      if (fault) throw new Error(`${name} did not answer`, { cause: fault });
      await Promise.resolve();
      return structuredClone(give());
    };
    return {
      fleet: {
        hosts: () => call('fleet.hosts', () => this.hosts),
        newestImage: () => call('fleet.newestImage', () => this.newest),
        image: (id) => call(`fleet.image ${id}`, () => this.images.get(id)),
      },
      inventories: { take: (id) => call(`inventories.take ${id}`, () => this.inventory(id)) },
      wordpressOrg: {
        core: (version) => call(`core ${version}`, () => this.core),
        plugin: (slug) => call(`plugin ${slug}`, () => this.listings.get(`plugin ${slug}`) ?? { state: 'unknown' }),
        theme: (slug) => call(`theme ${slug}`, () => this.listings.get(`theme ${slug}`) ?? { state: 'unknown' }),
        coreChecksums: (version, locale) =>
          call(`coreChecksums ${version} ${locale}`, () => this.checksums.get(`core ${version} ${locale}`)),
        pluginChecksums: (slug, version) =>
          call(`pluginChecksums ${slug} ${version}`, () => this.checksums.get(`${slug} ${version}`)),
      },
      sources: this.sources.map(({ name, asOf, known, found, asked }) => ({
        name,
        matching: (components) =>
          call(`matching ${name}`, () => {
            asked.push(components);
            return { source: name, asOf, known, found };
          }),
      })),
      managed: {
        database: () => call('managed.database', () => this.database),
        certificates: () => call('managed.certificates', () => this.certificates),
        functions: () => call('managed.functions', () => this.functions),
      },
      evidence: {
        put: (one) => call('evidence.put', () => `key-${this.evidence.push(structuredClone(one))}`),
        newest: (check, { since, until }, wanted = () => true) =>
          call('evidence.newest', () =>
            this.evidence
              .filter((one) => one.check === check)
              .filter(({ finishedAt }) => new Date(finishedAt) >= since && new Date(finishedAt) < until)
              .sort((one, other) => other.finishedAt.localeCompare(one.finishedAt))
              .find(wanted),
          ),
      },
      metrics: { put: (measurement) => this.put.push(measurement) },
      now: () => this.now,
      deadline: this.deadline.signal,
      namespace: 'Storefort/acme',
      version: '0.1.0',
    };
  }
}
