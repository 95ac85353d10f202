import { z } from 'zod';
import type { Evidence } from '../shared/evidence';
import { phpVersionCompare } from '../shared/vulnerabilities/php-version-compare';
import { ask, type Outcome } from './answer';
import { verifyPatchesCheck } from './contract';
import { dayMs, patchDays, updateDays } from './deadlines';
import type { Ports } from './ports';

/** How far back beyond those days evidence is looked for: a daily run leaves no such gap. */
const searchDays = 60;

/** What was known a while ago: sources tell the newest version, and not since when it is out. */
export interface Memory {
  readonly patch: Outcome<Readonly<Record<string, string>>>;
  readonly update: Outcome<Readonly<Record<string, string>>>;
}

const couldNotAsk = 'not found out ';

/** For the evidence's subject: a run that could not ask must not pass later for one that found nothing. */
export function notFoundOut(what: 'listings' | 'database' | 'images'): Readonly<Record<string, string>> {
  return { [`${couldNotAsk}${what}`]: 'yes' };
}

/** Subjects of the newest evidence that is as old as a patch, and as an update, may wait. */
export async function remember(ports: Pick<Ports, 'evidence' | 'deadline' | 'now'>): Promise<Memory> {
  const [patch, update] = await Promise.all([subjectOf(patchDays, ports), subjectOf(updateDays, ports)]);
  return { patch, update };
}

async function subjectOf(
  days: number,
  { evidence, deadline, now }: Pick<Ports, 'evidence' | 'deadline' | 'now'>,
): Promise<Memory['patch']> {
  const at = now().getTime();
  const period = { since: new Date(at - (days + searchDays) * dayMs), until: new Date(at - days * dayMs) };
  return ask(deadline, async () => {
    const whole = await evidence.newest(verifyPatchesCheck, period, isWhole);
    if (whole !== undefined) return whole.subject;
    if ((await evidence.newest(verifyPatchesCheck, period)) === undefined) return {};
    throw new Error('no run of back then found everything out');
  });
}

function isWhole({ subject }: Pick<Evidence, 'subject'>): boolean {
  return Object.keys(subject).every((key) => !key.startsWith(couldNotAsk));
}

/** Whether evidence says the same of then. @returns undefined when it cannot be read */
export function wasSo(then: Memory['patch'], name: string, value: string): boolean | undefined {
  return 'found' in then ? then.found[name] === value : undefined;
}

/**
 * Whether evidence says that a version newer than this was out then, by whatever steps this one came to run.
 * @returns undefined when it cannot be read
 */
export function wasNewer(then: Memory['patch'], name: string, version: string): boolean | undefined {
  if (!('found' in then)) return undefined;
  const newest = then.found[name];
  return newest !== undefined && phpVersionCompare(version, newest) < 0;
}

/**
 * The instant that evidence says of then.
 * @returns undefined found where no evidence is that old, or it says none that can be read: evidence of earlier versions does not
 */
export function instantThen(then: Memory['patch'], name: string): Outcome<Date | undefined> {
  if (!('found' in then)) return then;
  const said = z.iso.datetime().safeParse(then.found[name]);
  return { found: said.success ? new Date(said.data) : undefined };
}
