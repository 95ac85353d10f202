import type { Host, Refresh } from './ports';
import { isUnderWay } from './under-way';

/** What was found out before a window opens. */
interface Findings {
  /** Alarms that count. */
  readonly ringing: readonly string[];
  readonly newestPoint: Date | undefined;
  readonly rpoHours: number;
  readonly stacks: readonly string[];
  /** Other windows that run. */
  readonly others: readonly string[];
  readonly refreshes: readonly Refresh[];
  readonly fleet: { readonly desired: number; readonly hosts: readonly Host[] };
  readonly now: Date;
}

/** What keeps a window shut, a sentence each; none: it may open. */
export function hindrances(found: Findings): string[] {
  return [
    ...found.ringing.map((alarm) => `alarm ${alarm} rings`),
    ...backup(found),
    ...found.stacks.map((stack) => `a deployment is under way: ${stack}`),
    ...found.others.map((other) => `another window runs: ${other}`),
    ...found.refreshes.filter(isUnderWay).map(({ refreshId, status }) => `instance refresh ${refreshId} is ${status}`),
    ...fleet(found),
  ];
}

/** What a window would have to go back with must not be older than what the shop can afford to lose. */
function backup({ newestPoint, rpoHours, now }: Findings): string[] {
  if (newestPoint === undefined) return ['there is no recovery point of the database'];
  const hours = (now.getTime() - newestPoint.getTime()) / 3_600_000;
  if (hours <= rpoHours) return [];
  return [`the newest recovery point of the database is ${hours.toFixed(1)} hours old, ${rpoHours} are allowed`];
}

function fleet({ fleet: { desired, hosts } }: Findings): string[] {
  const well = hosts.filter((host) => host.well).length;
  if (desired < 1) return ['no host is wanted'];
  return well < desired ? [`${well} of ${desired} hosts are in service`] : [];
}
