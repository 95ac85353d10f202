export const hourMs = 3_600_000;

/** What a job may take on top of its interval before its absence is a finding, as the stacks' alarms have it. */
export const lateHours = 6;

/** How far clocks may be apart, both ways. */
export const clockSkewMs = 15 * 60_000;

/** Age in hours with one decimal, for a person. */
export function hoursBetween(earlier: Date, later: Date): number {
  return Math.round(((later.getTime() - earlier.getTime()) / hourMs) * 10) / 10;
}

export function before(at: Date, hours: number): Date {
  return new Date(at.getTime() - hours * hourMs);
}
