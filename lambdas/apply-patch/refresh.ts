import { oneLine } from '../shared/one-line';
import type { ApplyPatchStep, RefreshAnswer } from './contract';
import { findHindrances } from './find-hindrances';
import type { Direction, Images, Ports, Refresh, Refreshes, Windows } from './ports';
import { isUnderWay } from './under-way';

type RefreshStep = Extract<ApplyPatchStep, { readonly step: 'refresh' }>;
type FollowStep = Extract<ApplyPatchStep, { readonly step: 'follow-refresh' }>;

/**
 * Writes the image id and replaces all hosts. Called again for the same execution and direction it finds what it began: AWS takes
 * no token for a refresh, but one window runs at a time, and what it begins is told by its preferences and its time. Forward, what
 * came up since the window was admitted keeps it from beginning.
 * @throws Error when AWS refuses or does not answer, the image is not taken, or somebody else's refresh runs
 */
export async function refresh(
  { execution, direction, imageId, request = {} }: RefreshStep,
  { rpoHours }: { readonly rpoHours: number },
  ports: Ports,
): Promise<RefreshAnswer> {
  const { images, refreshes, windows } = ports;
  const since = await begun(execution, windows);
  const known = await refreshes.recent();
  const own = findOwn(direction, since, known);
  if (own !== undefined) return ended(own, imageId, ports);
  let waived: readonly string[] = [];
  if (direction === 'forward') {
    const { because, ringing } = await findHindrances({ execution, request, rpoHours, others: 'older' }, ports);
    if (because.length > 0) return refused(because, imageId, images);
    waived = ringing;
  }
  // Before anything is written: somebody else's hosts would start with it.
  if (known.some(isUnderWay)) throw new Error(foreign);
  if ((await images.current()) !== imageId) await images.write(imageId);
  const refreshId = await refreshes.start(direction, waived);
  if (refreshId !== undefined) return { state: 'running', refreshId, percent: 0 };
  // Of a call whose answer was lost, if it is ours.
  const started = findOwn(direction, since, await refreshes.recent());
  if (started === undefined) throw new Error(foreign);
  return ended(started, imageId, ports);
}

/** @throws Error when the image is written already, perhaps by a call that broke off then: the window must take that back */
async function refused(because: readonly string[], imageId: string, images: Images): Promise<RefreshAnswer> {
  if ((await images.current()) !== imageId) return { state: 'refused', because };
  throw new Error(`the parameter says ${imageId} already, and ${because[0] ?? ''}`);
}

const foreign = 'an instance refresh runs that this window did not begin';

/** How far it is. @throws Error when AWS refuses or does not answer, or does not know it */
export async function followRefresh({ refreshId, imageId }: FollowStep, ports: Ports): Promise<RefreshAnswer> {
  return ended(await ports.refreshes.find(refreshId), imageId, ports);
}

/**
 * Ends whichever refresh the group has under way, and never is there more than one: it is running until AWS says that nothing of it
 * goes on.
 * @throws Error when AWS refuses or does not answer
 */
export async function cancelRefresh(refreshes: Refreshes): Promise<RefreshAnswer> {
  const found = (await refreshes.recent()).find(isUnderWay);
  if (found === undefined) return { state: 'done', refreshId: 'none' };
  if (found.state === 'active') await refreshes.cancel();
  return answer(found);
}

async function begun(execution: string, windows: Windows): Promise<Date> {
  const own = (await windows.running()).find((window) => window.execution === execution);
  if (own === undefined) throw new Error(`Step Functions does not know yet that ${execution} runs`);
  return own.startedAt;
}

function findOwn(direction: Direction, since: Date, known: readonly Refresh[]): Refresh | undefined {
  return known
    .filter((each) => each.direction === direction)
    .find(({ startedAt, state }) => (startedAt === undefined ? state === 'active' : startedAt >= since));
}

/** Hosts start with what the parameter says just then: somebody may have written it meanwhile, and no refresh fails of that. */
async function ended(
  found: Refresh,
  imageId: string,
  { images, hosts }: Pick<Ports, 'images' | 'hosts'>,
): Promise<RefreshAnswer> {
  if (found.state !== 'successful') return answer(found);
  const [parameter, fleet] = await Promise.all([images.current(), hosts.fleet()]);
  const running = fleet.hosts.filter(({ well }) => well).map((host) => host.imageId);
  const right = running.filter((each) => each === imageId).length;
  if (right > 0 && right === running.length && parameter === imageId) return answer(found);
  const because = `${right} of ${running.length} hosts run ${imageId}, and the parameter says ${parameter}`;
  return { state: 'failed', refreshId: found.refreshId, because };
}

function answer({ refreshId, state, status, percent, reason }: Refresh): Exclude<RefreshAnswer, { state: 'refused' }> {
  if (state === 'successful') return { state: 'done', refreshId };
  if (state !== 'ended') return { state: 'running', refreshId, percent };
  const because = `the instance refresh ended as ${status}: ${oneLine(reason) ?? 'Auto Scaling gives no reason'}`;
  return { state: 'failed', refreshId, because };
}
