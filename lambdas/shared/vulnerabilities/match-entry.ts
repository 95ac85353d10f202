import type { FeedEntry } from './feed-entry';
import { phpVersionCompare } from './php-version-compare';
import type { Component, KnownVulnerability, Severity, VersionRange } from './vulnerability';

/** Where severities begin. https://www.first.org/cvss/v3-1/specification-document#Qualitative-Severity-Rating-Scale */
const severities: readonly (readonly [number, Severity])[] = [
  [9, 'critical'],
  [7, 'high'],
  [4, 'medium'],
  [0.1, 'low'],
];

/** Titles go into evidence and mail. */
const longestTitle = 300;

/** What of an entry concerns a component, once however often the entry names it. */
export function matchEntry(entry: FeedEntry, component: Component, source: string): KnownVulnerability | undefined {
  if (entry.informational === true) return undefined;
  const named = entry.software.filter(({ type, slug }) => type === component.type && sameSlug(slug, component.slug));
  if (!named.some(({ affected_versions }) => isAffected(component.version, affected_versions))) return undefined;
  const score = entry.cvss?.score;
  const published = publishedAt(entry.published);
  return {
    id: entry.id,
    component,
    title: entry.title.slice(0, longestTitle),
    ...(typeof entry.cve === 'string' && /^CVE-\d{4}-\d{4,10}$/.test(entry.cve) ? { cve: entry.cve } : {}),
    severity: severityOf(score),
    ...(score === undefined ? {} : { score }),
    ...(published === undefined ? {} : { published }),
    patchedVersions: [...new Set(named.flatMap(({ patched_versions }) => patched_versions ?? []))],
    source,
  };
}

/** Folders keep the case that a feed may not keep. */
function sameSlug(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What authors write before the number. PHP takes a word for older than any number: such a version would be in few ranges. */
const beforeNumber = /^(?:v|ver|version)[. ]*(?=\d)/i;

/**
 * Whether a version is in one of the ranges. What is not known counts as affected: a version that the component does not tell, or
 * that is no number, and an entry that tells no range.
 */
export function isAffected(version: string, ranges: readonly VersionRange[]): boolean {
  const number = version.replace(beforeNumber, '');
  return !/^\d/.test(number) || ranges.length === 0 || ranges.some((range) => isWithin(number, range));
}

function isWithin(version: string, { from, fromInclusive, to, toInclusive }: VersionRange): boolean {
  return (
    (from === '*' || phpVersionCompare(version, from) >= Number(!fromInclusive)) &&
    (to === '*' || phpVersionCompare(to, version) >= Number(!toInclusive))
  );
}

/** @param score CVSS, 0 to 10; 0 says as little as none */
export function severityOf(score: number | undefined): Severity {
  return severities.find(([from]) => score !== undefined && score >= from)?.[1] ?? 'unrated';
}

/** `2024-01-31 00:00:00` or as ISO, in UTC. What cannot be read is unknown, which makes its deadline the shortest. */
function publishedAt(text: string | null | undefined): Date | undefined {
  const [, day, time] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2}))?(?:\.\d{1,6})?(?:Z|\+00:00)?$/.exec(text ?? '') ?? [];
  if (day === undefined) return undefined;
  const at = new Date(`${day}T${time ?? '00:00:00'}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
