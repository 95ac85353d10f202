import type { CheckResult } from '../shared/check-result';
import type { Inventory } from '../shared/inventory';
import { ask, askEach, conclude, concludeOf, type Family, notRun, type Outcome, type Seen } from './answer';
import { clockSkewMs, dateOf, daysBetween, isOlderThan, patchDays } from './deadlines';
import { type SeenHost, unansweredOf } from './look-at-fleet';
import { instantThen, type Memory, notFoundOut } from './memory';
import type { Host, Image, Ports } from './ports';

/** A scan that is older says nothing of today. */
const scanDays = 7;

const imageAge = {
  id: 'image-age',
  what: 'every host runs an image that is not long replaced',
  expected: `the newest image, or one than which no newer was out ${patchDays} days ago already`,
  requirement: 'PCI DSS 6.3.3',
};
const release = {
  id: 'amazon-linux-release',
  what: 'no release of Amazon Linux has long been waiting (dnf check-release-update)',
  expected: `none that is out for more than ${patchDays} days`,
  requirement: 'PCI DSS 6.3.3',
};
const kernel = {
  id: 'running-kernel',
  what: 'every host runs the newest kernel that it has, and waits for no reboot',
  expected: 'the installed kernel runs, no reboot needed',
  requirement: 'PCI DSS 6.3.3',
};
const patchStates = {
  id: 'patch-states',
  what: 'Patch Manager counts no patch as missing or failed (a supplement: a locked release makes it say so for ever)',
  expected: `0 missing, 0 failed, scanned within ${scanDays} days`,
  requirement: 'PCI DSS 6.3.3',
};

/** Key of the evidence's subject: when the newest image was created, in UTC. */
const newestCreatedAt = 'newestImageCreatedAt';

/** What one host comes to. */
interface Judged {
  readonly fault?: string;
  readonly unknown?: string;
}

/** The operating system of each host in service. */
export async function checkHosts(
  seen: Outcome<readonly SeenHost[]>,
  memory: Memory,
  { fleet, now, deadline }: Pick<Ports, 'fleet' | 'now' | 'deadline'>,
): Promise<Family> {
  const at = now();
  const hosts = 'found' in seen ? seen.found : [];
  const ids = [...new Set(hosts.map(({ host }) => host.imageId))];
  const [newest, found] = await Promise.all([
    ask(deadline, () => fleet.newestImage()),
    askEach(deadline, ids, (id) => fleet.image(id)),
  ]);
  const images = new Map(ids.map((id, index) => [id, found[index]]));
  const then = instantThen(memory.patch, newestCreatedAt);
  const results = [
    concludeOf(imageAge, seen, () => judgeImages(hosts, newest, images, then, at)),
    concludeOf(release, seen, () => eachHost(hosts, (inventory) => judgeRelease(inventory, at), 'none is waiting')),
    concludeOf(kernel, seen, () => eachHost(hosts, judgeKernel, 'the newest kernel runs on each')),
    judgePatchStates(seen, at),
  ];
  return {
    results,
    subject: 'found' in newest ? subjectOf(newest.found) : notFoundOut('images'),
    measures: { hosts: hosts.length },
  };
}

function subjectOf({ imageId, createdAt }: Image): Readonly<Record<string, string>> {
  return { newestImage: imageId, [newestCreatedAt]: createdAt.toISOString() };
}

const nobody: Seen = { faults: ['no host is in service'], sound: '' };

function judgeImages(
  hosts: readonly SeenHost[],
  newest: Outcome<Image>,
  images: ReadonlyMap<string, Outcome<Image | undefined> | undefined>,
  then: Outcome<Date | undefined>,
  now: Date,
): Seen {
  if (hosts.length === 0) return nobody;
  if (!('found' in newest)) return { faults: [], unknown: [newest.fault], sound: '' };
  const faults: string[] = [];
  const unknown: string[] = [];
  for (const { host } of hosts) {
    const image = images.get(host.imageId) ?? { fault: 'it was not asked for' };
    if (!('found' in image)) {
      unknown.push(`the image of ${host.instanceId}: ${image.fault}`);
      continue;
    }
    const judged = judgeImage(host, image.found, newest.found, then, now);
    if (judged.fault !== undefined) faults.push(judged.fault);
    if (judged.unknown !== undefined) unknown.push(judged.unknown);
  }
  const { name, createdAt } = newest.found;
  return { faults, unknown, sound: `on each of ${hosts.length}`, aside: `newest: ${name} of ${dateOf(createdAt)}` };
}

/**
 * AWS tells the newest image, not all between: for how long a host has been waiting, evidence tells, by what was newest then. Where none
 * is that old, the distance to the newest stands for it: when one follows another every two weeks, the newest is always young.
 * @param then when the image was created that was newest as long ago as a patch may wait; undefined where evidence does not say
 */
function judgeImage(
  { instanceId }: Host,
  image: Image | undefined,
  newest: Image,
  then: Outcome<Date | undefined>,
  now: Date,
): Judged {
  if (image === undefined) return { fault: `${instanceId} runs an image that is gone` };
  if (image.imageId === newest.imageId) return {};
  const behind = daysBetween(image.createdAt, newest.createdAt);
  const out = daysBetween(newest.createdAt, now);
  const fault = `${instanceId} runs an image ${behind} days older than the newest, which is out for ${out} days`;
  if (isOlderThan(patchDays, newest.createdAt, now)) return { fault };
  if (!('found' in then)) return { unknown: `since when an image newer than that of ${instanceId} is out` };
  if (then.found === undefined) return isOlderThan(patchDays, image.createdAt, newest.createdAt) ? { fault } : {};
  if (then.found.getTime() <= image.createdAt.getTime()) return {};
  return { fault: `${fault}; one of ${dateOf(then.found)} was out ${patchDays} days ago already` };
}

function eachHost(hosts: readonly SeenHost[], judge: (inventory: Inventory) => Judged, sound: string): Seen {
  if (hosts.length === 0) return nobody;
  const faults: string[] = [];
  const unknown = [...unansweredOf(hosts)];
  for (const { host, inventory } of hosts) {
    if (!('found' in inventory)) continue;
    const judged = judge(inventory.found);
    if (judged.fault !== undefined) faults.push(`${host.instanceId} ${judged.fault}`);
    if (judged.unknown !== undefined) unknown.push(`${host.instanceId} ${judged.unknown}`);
  }
  return { faults, unknown, sound };
}

function judgeRelease({ system }: Inventory, now: Date) {
  if (system.newerReleases === undefined) return { unknown: 'does not say which releases are newer' };
  const dates = system.newerReleases.map(releaseDate);
  if (dates.some((date) => date === undefined)) return { unknown: 'names a release without a date' };
  const oldest = dates.filter((date) => date !== undefined).sort((one, other) => one.getTime() - other.getTime())[0];
  if (oldest === undefined || !isOlderThan(patchDays, oldest, now)) return {};
  return { fault: `runs ${system.release}; a newer release is out since ${dateOf(oldest)}` };
}

/** Of 2023.6.20241121: https://docs.aws.amazon.com/linux/al2023/ug/naming-and-versioning.html */
function releaseDate(name: string): Date | undefined {
  const [, year, month, day] = /^\d{4}\.\d+\.(\d{4})(\d{2})(\d{2})(?:\.\d+)?$/.exec(name) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function judgeKernel({ system: { runningKernel, installedKernel, rebootNeeded } }: Inventory) {
  if (runningKernel !== installedKernel) return { fault: `runs ${runningKernel}, installed is ${installedKernel}` };
  if (installedKernel === '') return { unknown: 'names no kernel' };
  if (rebootNeeded === undefined) return { unknown: 'does not say whether it needs a reboot' };
  return rebootNeeded ? { fault: 'needs a reboot' } : {};
}

/** Never proves anything alone: what it does not know is not run, and what it knows can only speak against a host. */
function judgePatchStates(seen: Outcome<readonly SeenHost[]>, now: Date): CheckResult {
  if (!('found' in seen)) return concludeOf(patchStates, seen, () => nobody);
  const hosts = seen.found.map(({ host }) => host);
  const faults = hosts.flatMap(({ instanceId, patchState }) =>
    patchState && patchState.missing + patchState.failed > 0
      ? [`${instanceId}: ${patchState.missing} missing, ${patchState.failed} failed`]
      : [],
  );
  if (faults.length > 0) return conclude(patchStates, { faults, sound: '' });
  const silent = hosts.filter(({ patchState }) => patchState === undefined || !isRecent(patchState.scannedAt, now));
  if (hosts.length === 0) return notRun(patchStates, 'no host is in service');
  if (silent.length > 0) {
    return notRun(patchStates, `Patch Manager has no recent scan of ${silent.length} of ${hosts.length} hosts`);
  }
  return conclude(patchStates, { faults, sound: `0 missing, 0 failed on each of ${hosts.length}` });
}

function isRecent(at: Date, now: Date): boolean {
  return !isOlderThan(scanDays, at, now) && at.getTime() <= now.getTime() + clockSkewMs;
}
