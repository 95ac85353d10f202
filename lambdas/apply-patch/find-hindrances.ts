import type { PatchRequest } from './contract';
import { hindrances } from './hindrances';
import type { Host, Ports } from './ports';

export interface Found {
  /** What keeps the window shut; none: it may open. */
  readonly because: readonly string[];
  /** Alarms that are on, waived or not. */
  readonly ringing: readonly string[];
  readonly fleet: { readonly desired: number; readonly hosts: readonly Host[] };
}

interface Asked {
  readonly execution: string;
  readonly request: PatchRequest;
  readonly rpoHours: number;
  /** Which other windows count. */
  readonly others: 'all' | 'older';
}

/**
 * Asks for everything that may keep a window shut.
 * @throws Error when anything could not be found out: nothing unknown lets it open
 */
export async function findHindrances({ execution, request, rpoHours, others }: Asked, ports: Ports): Promise<Found> {
  const [fleet, ringing, newestPoint, stacks, refreshes, windows] = await Promise.all([
    ports.hosts.fleet(),
    ports.alarms.ringing(),
    ports.backups.newest(),
    ports.deployments.underWay(),
    ports.refreshes.recent(),
    ports.windows.running(),
  ]);
  const own = windows.find((window) => window.execution === execution);
  const counts = (other: (typeof windows)[number]) => others === 'all' || own === undefined || isBefore(other, own);
  const because = hindrances({
    ringing: request.despiteFindings === true ? [] : ringing,
    newestPoint,
    rpoHours,
    stacks,
    others: windows.filter((other) => other.execution !== execution && counts(other)).map((other) => other.execution),
    refreshes,
    fleet,
    now: ports.now(),
  });
  return { because, ringing, fleet };
}

interface Window {
  readonly execution: string;
  readonly startedAt: Date;
}

/** Of two there is always one. */
function isBefore(one: Window, other: Window): boolean {
  const apart = one.startedAt.getTime() - other.startedAt.getTime();
  return apart < 0 || (apart === 0 && one.execution < other.execution);
}
