import type { KnownVulnerability } from '../shared/vulnerabilities/vulnerability';

export const dayMs = 86_400_000;

/** How far clocks may be apart, both ways. */
export const clockSkewMs = 15 * 60_000;

/** A critical patch is in within a month (PCI DSS 6.3.3): the longest that anything with a known hole may wait. */
export const patchDays = 30;

/** Other patches come `within an appropriate time frame (for example, within three months)` (PCI DSS 6.3.3). */
export const updateDays = 90;

/** Whole days from one to the other, rounded down; negative when the other is earlier. */
export function daysBetween(earlier: Date, later: Date): number {
  return Math.floor((later.getTime() - earlier.getTime()) / dayMs);
}

export function isOlderThan(days: number, at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() > days * dayMs;
}

/** YYYY-MM-DD, in UTC. */
export function dateOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/**
 * Until when a vulnerability must be patched, counted from when it became known. What nobody rated may be critical, and waits no
 * longer than that.
 * @param criticalDays of the store file
 * @returns undefined when nobody says since when it is known, or says a day to come: then it is due at once
 */
export function dueDate(
  { severity, published }: Pick<KnownVulnerability, 'severity' | 'published'>,
  criticalDays: number,
  now: Date,
): Date | undefined {
  // A date to come would move the deadline on with each day.
  if (published === undefined || published.getTime() > now.getTime() + dayMs) return undefined;
  const days = severity === 'critical' || severity === 'unrated' ? criticalDays : patchDays;
  return new Date(Math.min(published.getTime(), now.getTime()) + days * dayMs);
}
