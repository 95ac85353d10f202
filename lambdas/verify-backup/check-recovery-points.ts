import type { CheckResult } from '../shared/check-result';
import { ask, judge, judged, notRun, type Question } from './answer';
import type { Place } from './check-vault';
import type { ExpectedVault, VerifyBackupExpectations } from './contract';
import { before, hoursBetween, lateHours } from './hours';
import type { Ports, RecoveryPoint } from './ports';

/** How far back beyond the objective, so that a finding can say how old the newest is. */
const lookBackHours = 168;

const resources = [
  { kind: 'database', arn: 'databaseArn' },
  { kind: 'files', arn: 'fileSystemArn' },
] as const;

/** Whether a vault holds what is promised: a completed recovery point of each resource, young enough, with its key and life. */
export async function checkRecoveryPoints(
  place: Place,
  expected: VerifyBackupExpectations,
  { vaults, deadline, now }: Pick<Ports, 'vaults' | 'deadline' | 'now'>,
): Promise<readonly CheckResult[]> {
  const vault = expected.vaults[place];
  const at = now();
  const within = expected.rpoHours + lateHours;
  const asked = resources.map((resource) => ({
    ...resource,
    questions: questionsOf(place, resource.kind, vault, within),
  }));
  const listed = await ask(deadline, () =>
    vaults[place].recoveryPoints(vault.name, before(at, within + lookBackHours)),
  );
  return judge(
    asked.flatMap(({ questions }) => [questions.fresh, questions.key, questions.life]),
    listed,
    (points) =>
      asked.flatMap(({ kind, arn, questions }) => {
        const completed = points.filter(
          ({ resourceArn, status }) => resourceArn === expected[arn] && status === 'COMPLETED',
        );
        return [
          judgeAge(questions.fresh, completed, points, { at, within }),
          judgeAll(
            questions.key,
            completed,
            (point) => point.encrypted && point.keyArn === vault.keyArns[kind],
            keyText,
          ),
          judgeAll(questions.life, completed, (point) => lives(point, vault), lifeText),
        ];
      }),
  );
}

function questionsOf(place: Place, kind: 'database' | 'files', vault: ExpectedVault, within: number) {
  const of = `recovery points of the ${kind} in ${vault.name}`;
  return {
    fresh: {
      id: `${place}-${kind}-fresh`,
      what: `a completed one among the ${of} is young enough`,
      expected: `at most ${within} hours old`,
      requirement: 'recovery point objective',
    },
    key: {
      id: `${place}-${kind}-key`,
      what: `all ${of} are encrypted with the expected key`,
      expected: vault.keyArns[kind],
      requirement: 'PCI DSS 3.5.1',
    },
    life: {
      id: `${place}-${kind}-life`,
      what: `all ${of} live as long as the lock demands`,
      expected: `${vault.minRetentionDays} to ${vault.maxRetentionDays} days`,
      requirement: 'PCI DSS 10.5.1',
    },
  } satisfies Record<string, Question>;
}

function judgeAge(
  question: Question,
  completed: readonly RecoveryPoint[],
  all: readonly RecoveryPoint[],
  { at, within }: { readonly at: Date; readonly within: number },
): CheckResult {
  const newest = Math.max(...completed.map(({ takenAt }) => takenAt.getTime()));
  if (completed.length === 0) return judged(question, false, `none completed among ${all.length} in the vault`);
  const age = hoursBetween(new Date(newest), at);
  return judged(question, newest >= before(at, within).getTime(), `${age} hours old`);
}

/** None at all is no proof of anything; that there is none is said by the age. */
function judgeAll(
  question: Question,
  points: readonly RecoveryPoint[],
  holds: (point: RecoveryPoint) => boolean,
  text: (point: RecoveryPoint) => string,
): CheckResult {
  const [first, ...others] = points.filter((point) => !holds(point));
  if (points.length === 0) return notRun(question, 'there is none');
  if (first === undefined) return judged(question, true, `all ${points.length}`);
  return judged(
    question,
    false,
    `${first.arn} ${text(first)}${others.length > 0 ? ` and ${others.length} others` : ''}`,
  );
}

function keyText({ encrypted, keyArn }: RecoveryPoint): string {
  return encrypted ? `has ${keyArn ?? 'an unnamed key'}` : 'is not encrypted';
}

function lives({ deleteAfterDays }: RecoveryPoint, { minRetentionDays, maxRetentionDays }: ExpectedVault): boolean {
  return deleteAfterDays !== undefined && deleteAfterDays >= minRetentionDays && deleteAfterDays <= maxRetentionDays;
}

function lifeText({ deleteAfterDays }: RecoveryPoint): string {
  return deleteAfterDays === undefined ? 'has no end' : `lives ${deleteAfterDays} days`;
}
