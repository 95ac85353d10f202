/**
 * Milliseconds to wait as `Retry-After` says: seconds, or a date. Never less than none.
 * @returns undefined when it says nothing that can be understood
 */
export function retryAfterMs(value: unknown, now: Date): number | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Dates begin with a weekday: `Date.parse` alone takes much that is none.
  const date = /^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
