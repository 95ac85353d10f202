/** UTC as SQL writes it: `2026-11-25 01:00:00`. */
export function sqlTime(at: Date, plusSeconds = 0): string {
  return new Date(at.getTime() + plusSeconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A datetime of SQL, taken as UTC. Undefined for NULL and for `0000-00-00 00:00:00`. */
export function utcTime(value: string | null | undefined): Date | undefined {
  if (value === null || value === undefined) return undefined;
  const at = new Date(`${value.slice(0, 19).replace(' ', 'T')}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
