import type { HttpAnswer, HttpReader } from '../shared/http/http-reader';
import { parseAnswer, readSource } from '../shared/http/read-json';
import type { Checksums, Listing, WordPressOrg } from './ports';
import {
  coreChecksumsShape,
  pluginChecksumsShape,
  pluginShape,
  refusalShape,
  stableCheckShape,
  themeShape,
} from './wordpress-org-shapes';

const found = 200;
const notFound = 404;
/** WooCommerce's checksums, the longest there are, take 2 MB. */
const bounds = { timeoutMs: 30_000, maxBytes: 16_000_000 } as const;

/** What becomes part of an address: wordpress.org has no other slugs and versions. */
const name = /^[A-Za-z0-9][A-Za-z0-9._+ -]{0,199}$/;
const release = /^(\d{1,4}\.\d{1,4})(?:\.\d{1,4}){0,2}$/;

export interface WordPressOrgAddresses {
  readonly api: string;
  readonly downloads: string;
}

/** Reads https://codex.wordpress.org/WordPress.org_API and the checksums that `wp plugin verify-checksums` reads. */
export class HttpWordPressOrg implements WordPressOrg {
  constructor(
    private readonly reader: HttpReader,
    private readonly at: WordPressOrgAddresses = {
      api: 'https://api.wordpress.org',
      downloads: 'https://downloads.wordpress.org',
    },
  ) {}

  async core(version: string): ReturnType<WordPressOrg['core']> {
    const answer = await this.ask(`${this.at.api}/core/stable-check/1.0/`, [found]);
    const releases = parseAnswer(answer, stableCheckShape);
    const [newest, ...others] = Object.keys(releases).filter((key) => releases[key] === 'latest');
    if (newest === undefined || others.length > 0) throw new Error('wordpress.org names no single newest release');
    const status = Object.hasOwn(releases, version) ? releases[version] : undefined;
    if (status === undefined) throw new Error('wordpress.org does not know the release of WordPress that runs');
    return { newest, newestOfBranch: newestOfBranch(version, Object.keys(releases)), status: status || 'outdated' };
  }

  plugin(slug: string): Promise<Listing> {
    return this.listing('plugin', slug, (answer) => {
      const { last_updated, ...listed } = parseAnswer(answer, pluginShape);
      return { ...listed, lastUpdated: timeInWords(last_updated) };
    });
  }

  theme(slug: string): Promise<Listing> {
    return this.listing('theme', slug, (answer) => {
      const { last_updated, last_updated_time, ...listed } = parseAnswer(answer, themeShape);
      return { ...listed, lastUpdated: timeInDigits(last_updated_time ?? `${last_updated} 00:00:00`) };
    });
  }

  async coreChecksums(version: string, locale: string): Promise<Checksums | undefined> {
    const query = new URLSearchParams({ version, locale });
    const answer = await this.ask(`${this.at.api}/core/checksums/1.0/?${query.toString()}`, [found]);
    const { checksums } = parseAnswer(answer, coreChecksumsShape);
    return checksums === false ? undefined : checksumsOf(Object.entries(checksums));
  }

  async pluginChecksums(slug: string, version: string): Promise<Checksums | undefined> {
    if (!name.test(slug) || !name.test(version)) return undefined;
    const path = `${encodeURIComponent(slug.toLowerCase())}/${encodeURIComponent(version)}.json`;
    const answer = await this.ask(`${this.at.downloads}/plugin-checksums/${path}`, [found, notFound]);
    if (answer.status === notFound) return undefined;
    const { files } = parseAnswer(answer, pluginChecksumsShape);
    return checksumsOf(Object.entries(files).map(([path, { md5 }]) => [path, md5]));
  }

  private async listing(
    kind: 'plugin' | 'theme',
    slug: string,
    read: (answer: HttpAnswer) => { readonly slug: string; readonly version: string; readonly lastUpdated: Date },
  ): Promise<Listing> {
    if (!name.test(slug)) return { state: 'unknown' };
    const query = new URLSearchParams({
      action: `${kind}_information`,
      // Folders keep a case that slugs do not have.
      'request[slug]': slug.toLowerCase(),
      // Neither texts nor pictures.
      'request[fields][sections]': '0',
      'request[fields][versions]': '0',
      'request[fields][screenshots]': '0',
      'request[fields][last_updated]': '1',
    });
    const answer = await this.ask(`${this.at.api}/${kind}s/info/1.2/?${query.toString()}`, [found, notFound]);
    // Of one that is closed or unknown the status has been the one and the other.
    const refused = refusalOf(answer);
    if (refused !== undefined) return refused;
    const listed = read(answer);
    if (answer.status !== found || listed.slug.toLowerCase() !== slug.toLowerCase())
      throw new Error(`wordpress.org answers of another ${kind} than was asked for`);
    return { state: 'listed', newest: listed.version, lastUpdated: listed.lastUpdated };
  }

  private ask(url: string, statuses: readonly number[]): Promise<HttpAnswer> {
    return readSource(this.reader, url, { ...bounds, statuses });
  }
}

function newestOfBranch(version: string, releases: readonly string[]): string {
  const branch = release.exec(version)?.[1];
  const ofBranch = releases.filter((one) => branch !== undefined && release.exec(one)?.[1] === branch);
  return ofBranch.reduce((newest, one) => (isNewer(one, newest) ? one : newest), version);
}

function isNewer(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => text.split('.').map(Number));
  const differing = [0, 1, 2, 3].find((n) => (left?.[n] ?? 0) !== (right?.[n] ?? 0));
  return differing !== undefined && (left?.[differing] ?? 0) > (right?.[differing] ?? 0);
}

/** @returns undefined when it is no refusal @throws Error for one whose reason is not known */
function refusalOf(answer: HttpAnswer): Listing | undefined {
  const refusal = parseAnswer(answer, refusalShape);
  if (refusal.error === undefined) return undefined;
  if (/^(?:plugin|theme) not found\.?$/i.test(refusal.error)) return { state: 'unknown' };
  if (refusal.error !== 'closed') throw new Error('wordpress.org refuses for a reason that is not known');
  const since = dateOf(`${refusal.closed_date || ''} 00:00:00`);
  return {
    state: 'closed',
    ...(since === undefined ? {} : { since }),
    ...(refusal.reason_text ? { reason: refusal.reason_text } : {}),
  };
}

/** Such as `2026-03-04 6:24pm GMT`. */
function timeInWords(text: string): Date {
  const [, day = '', hours = '', minutes = '', half = ''] =
    /^(\d{4}-\d\d-\d\d) (\d{1,2}):(\d\d)(am|pm) GMT$/.exec(text) ?? [];
  const hour = (Number(hours) % 12) + (half === 'pm' ? 12 : 0);
  return timeInDigits(`${day} ${String(hour).padStart(2, '0')}:${minutes}:00`);
}

/** Such as `2026-03-04 18:24:00`, in UTC. */
function timeInDigits(text: string): Date {
  const date = dateOf(text);
  if (date === undefined) throw new Error('wordpress.org tells a time that cannot be read');
  return date;
}

/** `Date` alone takes much for a date that is none. */
function dateOf(text: string): Date | undefined {
  const date = new Date(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? `${text.replace(' ', 'T')}Z` : NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function checksumsOf(files: readonly (readonly [string, string | readonly string[]])[]): Checksums {
  return Object.fromEntries(files.map(([path, md5]) => [path, typeof md5 === 'string' ? [md5] : md5]));
}
