import { ask, concludeOf, type Family, list, type Seen, tidy } from './answer';
import { checkCertificates } from './check-certificates';
import type { VerifyPatchesExpectations } from './contract';
import { dateOf, daysBetween, isOlderThan, patchDays } from './deadlines';
import { lambdaRuntimes } from './lambda-runtimes';
import { type Memory, notFoundOut, wasSo } from './memory';
import type { ManagedServices, Ports } from './ports';

/** What it takes to move to another major version without haste. */
const supportDays = 90;

const maintenance = {
  id: 'database-maintenance',
  what: 'no maintenance of the database is overdue',
  expected: `none pending that is forced on a date, or known for more than ${patchDays} days`,
  requirement: 'PCI DSS 6.3.3',
};
const engine = {
  id: 'database-engine',
  what: 'the database’s major version is supported for a while',
  expected: `standard support for at least ${supportDays} days`,
  requirement: 'PCI DSS 12.3.4',
};
const runtimes = {
  id: 'lambda-runtimes',
  what: 'AWS patches the runtimes of the store’s functions for a while',
  expected: `known runtimes, none deprecated within ${supportDays} days`,
  requirement: 'PCI DSS 12.3.4',
};

type Database = Awaited<ReturnType<ManagedServices['database']>>;
type Functions = Awaited<ReturnType<ManagedServices['functions']>>;

/** What AWS runs, and patches when it is told to or may. */
export async function checkManaged(
  expected: Pick<VerifyPatchesExpectations, 'hostNames' | 'region'>,
  memory: Memory,
  { managed, now, deadline }: Pick<Ports, 'managed' | 'now' | 'deadline'>,
): Promise<Family> {
  const at = now();
  const [database, certificates, functions] = await Promise.all([
    ask(deadline, () => managed.database()),
    ask(deadline, () => managed.certificates()),
    ask(deadline, () => managed.functions()),
  ]);
  const ofCertificates = checkCertificates(expected, certificates, at);
  return {
    results: [
      concludeOf(maintenance, database, (found) => judgeMaintenance(found, memory, at)),
      concludeOf(engine, database, (found) => judgeEngine(found, at)),
      ...ofCertificates.results,
      concludeOf(runtimes, functions, (found) => judgeRuntimes(found, at)),
    ],
    subject: 'found' in database ? pendingOf(database.found) : notFoundOut('database'),
    measures: ofCertificates.measures ?? {},
  };
}

const pendingKey = (action: string) => `pending ${action}`;

function pendingOf({ pending }: Database): Record<string, string> {
  return Object.fromEntries(pending.map(({ action, description }) => [pendingKey(action), tidy(description)]));
}

/** RDS seldom says since when an action is pending: evidence does. */
function judgeMaintenance({ pending }: Database, memory: Memory, now: Date): Seen {
  const faults: string[] = [];
  const unknown: string[] = [];
  const waiting: string[] = [];
  for (const { action, description, forcedAfter, since } of pending) {
    const text = `${action} (${description})`;
    const isOld =
      since === undefined
        ? wasSo(memory.patch, pendingKey(action), tidy(description))
        : isOlderThan(patchDays, since, now);
    if (forcedAfter !== undefined) faults.push(`${text} is forced after ${dateOf(forcedAfter)}`);
    else if (isOld === undefined) unknown.push(`since when ${text} is pending`);
    else if (isOld) faults.push(`${text} is pending for more than ${patchDays} days`);
    else waiting.push(text);
  }
  const aside = waiting.length === 0 ? undefined : `pending, not for long: ${list(waiting)}`;
  return { faults, unknown, sound: 'nothing is overdue', aside };
}

function judgeEngine({ engine: name, version, endOfSupport }: Database, now: Date): Seen {
  const text = `${name} ${version}`;
  if (endOfSupport === undefined) return { faults: [], unknown: [`how long ${text} is supported`], sound: '' };
  const sound = `${text}, supported until ${dateOf(endOfSupport)}`;
  return { faults: daysBetween(now, endOfSupport) < supportDays ? [sound] : [], sound };
}

function judgeRuntimes(functions: Functions, now: Date): Seen {
  if (functions.length === 0) return { faults: [], unknown: ['which functions there are'], sound: '' };
  const faults = functions.flatMap(({ region, name, runtime }) => {
    const ends = Object.hasOwn(lambdaRuntimes, runtime) ? lambdaRuntimes[runtime] : undefined;
    if (ends === undefined) return [`${name} in ${region} runs ${runtime}, of which nothing is known`];
    if (daysBetween(now, new Date(ends)) >= supportDays) return [];
    return [`${name} in ${region} runs ${runtime}, patched until ${ends}`];
  });
  return {
    faults,
    sound: `${functions.length} functions on ${[...new Set(functions.map((one) => one.runtime))].join(', ')}`,
  };
}
