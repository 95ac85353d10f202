import { askEach, type Family, list, type Outcome } from './answer';
import { patchDays, updateDays } from './deadlines';
import { componentsOf, concludeShops, type Shops } from './look-at-fleet';
import { type Memory, notFoundOut, wasNewer } from './memory';
import type { Ports, WordPressOrg } from './ports';

const coreVersion = {
  id: 'core-version',
  what: 'WordPress is current, and wordpress.org does not call it insecure',
  expected: `the newest of its branch within ${patchDays} days, the newest of all within ${updateDays}; insecure: never`,
  requirement: 'PCI DSS 6.3.3',
};

/** Keys of the evidence's subject: what was newest. */
const newestOfAll = 'newest wordpress';
const newestOf = (version: string) => `newest of branch ${version.split('.').slice(0, 2).join('.')}`;

/** What one version comes to. */
interface Judged {
  readonly fault?: string;
  readonly unknown?: string;
  readonly waiting?: string;
  readonly subject?: Readonly<Record<string, string>>;
}

type Core = Awaited<ReturnType<WordPressOrg['core']>>;

/**
 * WordPress itself. What is called insecure fails at once: nobody says since when it is, and a hole in core is tried on every shop
 * within hours. What is newest in its branch mends holes without new features, and waits no longer than a patch may.
 */
export async function checkCore(
  shops: Shops,
  memory: Memory,
  { wordpressOrg, deadline }: Pick<Ports, 'wordpressOrg' | 'deadline'>,
): Promise<Family> {
  const running = componentsOf(shops)
    .filter(({ type }) => type === 'core')
    .map(({ version }) => version);
  const answers = await askEach(deadline, running, (version) => wordpressOrg.core(version));
  const seen = running.map((version, index) => judgeCore(version, answers[index], memory));
  const faults = seen.flatMap(({ fault }) => fault ?? []);
  const unknown = seen.flatMap((one) => one.unknown ?? []);
  const waiting = seen.flatMap((one) => one.waiting ?? []);
  const aside = waiting.length === 0 ? undefined : `not for long: ${list(waiting)}`;
  return {
    results: [concludeShops(coreVersion, shops, { faults, unknown, sound: `WordPress ${running.join(', ')}`, aside })],
    subject: Object.fromEntries(seen.flatMap(({ subject }) => Object.entries(subject ?? {}))),
  };
}

function judgeCore(version: string, answer: Outcome<Core> = { fault: 'it was not asked' }, memory: Memory): Judged {
  if (!('found' in answer)) {
    return { unknown: `WordPress ${version}: ${answer.fault}`, subject: notFoundOut('listings') };
  }
  const { newest, newestOfBranch, status } = answer.found;
  const subject = { [newestOfAll]: newest, [newestOf(version)]: newestOfBranch };
  if (status === 'latest') return { subject };
  const isOfBranch = version === newestOfBranch;
  if (status === 'insecure') {
    return { subject, fault: `WordPress ${version} is called insecure, ${newestOfBranch} is out` };
  }
  const text = `WordPress ${version} is behind ${isOfBranch ? newest : newestOfBranch}`;
  return { subject, ...judgeBehind(text, version, isOfBranch, memory) };
}

function judgeBehind(text: string, version: string, isOfBranch: boolean, memory: Memory): Judged {
  const late = [
    wasNewer(memory.update, newestOfAll, version),
    !isOfBranch && wasNewer(memory.patch, newestOf(version), version),
  ];
  if (late.includes(true)) return { fault: `${text} for too long` };
  if (late.includes(undefined)) return { unknown: `since when ${text}` };
  return { waiting: text };
}
