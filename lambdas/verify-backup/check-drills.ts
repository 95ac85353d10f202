import type { CheckResult } from '../shared/check-result';
import type { Evidence } from '../shared/evidence';
import { ask, judge, judged } from './answer';
import type { VerifyBackupExpectations } from './contract';
import { before, hourMs, hoursBetween } from './hours';
import type { Ports } from './ports';

/** What a drill may be late: it takes half a day, and the offsite one is quarterly. */
const drills = [
  {
    check: 'restore-drill',
    place: 'home',
    interval: 'drillIntervalHours',
    lateHours: 24,
    again: 'storefort drill',
  },
  {
    check: 'offsite-drill',
    place: 'offsite',
    interval: 'offsiteDrillIntervalHours',
    lateHours: 48,
    again: 'storefort drill --offsite',
  },
] as const;

const resources = ['database', 'files'] as const;

/**
 * Whether the newest restore drill that came to a verdict passed, and is not too long ago: at home and of the offsite copy, of the
 * database and of the files. From the first day on: what was never restored is not proven.
 */
export async function checkDrills(
  expected: VerifyBackupExpectations,
  ports: Pick<Ports, 'evidence' | 'deadline' | 'now'>,
): Promise<readonly CheckResult[]> {
  const all = drills.flatMap((drill) => resources.map((resource) => ({ ...drill, resource })));
  const results = await Promise.all(all.map((drill) => checkDrill(drill, expected, ports)));
  return results.flat();
}

async function checkDrill(
  drill: (typeof drills)[number] & { readonly resource: string },
  expected: VerifyBackupExpectations,
  { evidence, deadline, now }: Pick<Ports, 'evidence' | 'deadline' | 'now'>,
): Promise<readonly CheckResult[]> {
  const at = now();
  const within = expected[drill.interval] + drill.lateHours;
  const vault = expected.vaults[drill.place].name;
  const question = {
    id: `${drill.check}-${drill.resource}`,
    what: `the newest drill of the ${drill.resource} passed, and is not too long ago (${drill.check})`,
    expected: `passed, at most ${within} hours ago`,
    requirement: 'PCI DSS 12.10.2',
  };
  // Out of this very vault: one of the generation before says nothing of what is restored now.
  const concluded = ({ verdict, subject }: Evidence) =>
    verdict !== 'error' && subject.resource === drill.resource && subject.vault === vault;
  // What finished in this very second is not excluded.
  const period = { since: before(at, within), until: new Date(at.getTime() + hourMs) };
  const newest = await ask(deadline, () => evidence.newest(drill.check, period, concluded));
  return judge([question], newest, (found) => {
    if (!found)
      return [
        judged(
          question,
          false,
          `none out of ${vault} within ${within} hours; start one with ${drill.again}${drill.resource === 'files' ? ' --files' : ''}`,
        ),
      ];
    const ago = hoursBetween(new Date(found.finishedAt), at);
    return [judged(question, found.verdict === 'pass', `${found.verdict}, ${ago} hours ago`)];
  });
}
