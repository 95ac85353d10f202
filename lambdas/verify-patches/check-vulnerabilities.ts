import type { CheckResult } from '../shared/check-result';
import type {
  KnownVulnerability,
  VulnerabilityReport,
  VulnerabilitySource,
} from '../shared/vulnerabilities/vulnerability';
import { ask, conclude, type Family, list, notRun, type Outcome, type Question, type Seen } from './answer';
import type { VerifyPatchesExpectations } from './contract';
import { clockSkewMs, dateOf, dueDate, isOlderThan, patchDays } from './deadlines';
import { componentsOf, concludeShops, type Shops } from './look-at-fleet';
import type { Ports } from './ports';

/** A source that is older knows nothing of what is exploited now. */
const mostHours = 48;
const longestTitle = 80;

const questions = (criticalDays: number): readonly [Question, Question] => {
  const expected = `none, or patched within ${criticalDays} days when critical or unrated, ${patchDays} otherwise`;
  const requirement = 'PCI DSS 6.3.3';
  const what = 'what runs has no known vulnerability that is due';
  return [
    { id: 'vulnerabilities', what: `${what}, by the account’s feed`, expected, requirement },
    { id: 'vulnerabilities-second-source', what: `${what}, by the second source`, expected, requirement },
  ];
};

/** Known vulnerabilities of WordPress, plugins and themes as they run, by each source on its own: one may know what another does not. */
export async function checkVulnerabilities(
  expected: Pick<VerifyPatchesExpectations, 'criticalDays' | 'secondSource'>,
  shops: Shops,
  ports: Pick<Ports, 'sources' | 'now' | 'deadline'>,
): Promise<Family> {
  const at = ports.now();
  const [first, second] = questions(expected.criticalDays);
  const [feed, other] = ports.sources;
  const reports = await Promise.all([askSource(feed, shops, ports, 1), askSource(other, shops, ports, 0)]);
  const judge = (question: Question, report: Outcome<VulnerabilityReport>) =>
    judgeReport(question, shops, report, expected.criticalDays, at);
  const found = reports.flatMap((report) => ('found' in report ? report.found.found : []));
  const overdue = found.filter((one) => isOverdue(one, expected.criticalDays, at));
  return {
    results: [
      judge(first, reports[0]),
      expected.secondSource === 'none' ? notRun(second, 'the store file names none') : judge(second, reports[1]),
    ],
    measures: { knownVulnerabilities: found.length, overdueVulnerabilities: overdue.length },
  };
}

async function askSource(
  source: VulnerabilitySource | undefined,
  shops: Shops,
  { now, deadline }: Pick<Ports, 'now' | 'deadline'>,
  leastKnown: number,
): Promise<Outcome<VulnerabilityReport>> {
  if (source === undefined) return { fault: 'there is no such source' };
  const components = componentsOf(shops);
  if (components.length === 0) return { fault: 'nothing is known to ask about' };
  return ask(deadline, async () => {
    const report = await source.matching(components, deadline);
    const age = now().getTime() - report.asOf.getTime();
    if (!(age >= -clockSkewMs)) throw new Error(`${source.name} says it is of a time to come`);
    if (!(report.known >= leastKnown)) throw new Error(`${source.name} knows nothing`);
    if (isOlderThan(mostHours / 24, report.asOf, now()))
      throw new Error(`${source.name} is older than ${mostHours} hours`);
    return report;
  });
}

function judgeReport(
  question: Question,
  shops: Shops,
  report: Outcome<VulnerabilityReport>,
  criticalDays: number,
  now: Date,
): CheckResult {
  // Nobody runs anything, or nobody knows what: no source can say more.
  if (shops.known.length === 0) return concludeShops(question, shops, { faults: [], sound: '' });
  if (!('found' in report)) return conclude(question, { faults: [], unknown: [report.fault], sound: '' });
  return concludeShops(question, shops, seenOf(report.found, componentsOf(shops).length, criticalDays, now));
}

function seenOf(
  { source, found, known, asOf }: VulnerabilityReport,
  asked: number,
  criticalDays: number,
  now: Date,
): Seen {
  const sorted = [...found].sort((one, other) => dueMs(one, criticalDays, now) - dueMs(other, criticalDays, now));
  const overdue = sorted.filter((one) => isOverdue(one, criticalDays, now));
  const waiting = sorted.filter((one) => !isOverdue(one, criticalDays, now));
  const text = (one: KnownVulnerability) => textOf(one, dueDate(one, criticalDays, now));
  const of = `${source} of ${dateOf(asOf)}, which knows ${known}`;
  return {
    faults: overdue.map(text),
    sound: `nothing due in ${asked} components`,
    aside: waiting.length === 0 ? of : `within their time: ${list(waiting.map(text))}; ${of}`,
  };
}

function dueMs(one: KnownVulnerability, criticalDays: number, now: Date): number {
  return dueDate(one, criticalDays, now)?.getTime() ?? 0;
}

function isOverdue(one: KnownVulnerability, criticalDays: number, now: Date): boolean {
  return dueMs(one, criticalDays, now) < now.getTime();
}

/** What it is comes first, then what somebody else wrote about it: the end may be cut off. */
function textOf({ component, severity, cve, id, title, patchedVersions }: KnownVulnerability, due?: Date): string {
  const until = due === undefined ? 'due at once, nobody says since when it is known' : `due ${dateOf(due)}`;
  const patched =
    patchedVersions.length === 0 ? 'no patch yet' : `patched in ${patchedVersions.slice(0, 3).join(', ')}`;
  const what = `${component.slug} ${component.version}: ${severity} ${cve ?? id}, ${until}, ${patched}`;
  return `${what} (${title.slice(0, longestTitle)})`;
}
