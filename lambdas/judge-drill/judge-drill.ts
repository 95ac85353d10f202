import { type CheckResult, verdictOf } from '../shared/check-result';
import { drillIdOf } from '../shared/drill-id';
import type { Evidence, EvidenceStore } from '../shared/evidence';
import type { Metrics } from '../shared/metrics';
import { judgeCounts } from '../shared/shop-checks/judge-counts';
import { drillChecks, type Judged } from './contract';
import type { JudgeDrillEvent } from './event';
import { judgeFiles } from './judge-files';
import { judgeRestore, saidOf } from './judge-restore';
import { judgeRpo, judgeRto, type Objectives } from './judge-objectives';
import { countsIn, measuresOf, type Measures } from './measures';
import { putMetrics } from './put-metrics';

export interface JudgeSettings extends Objectives {
  readonly store: string;
  readonly place: 'home' | 'offsite';
  readonly vaultName: string;
  readonly metricNamespace: string;
  readonly version: string;
}

/** How long evidence is kept: no earlier drill is found beyond. */
const memoryDays = 400;

/**
 * One verdict of a drill, whatever came of it, put down as evidence and as metrics. The same drill judged again gives the same
 * evidence: its times are those of the drill, not of the judge.
 * @throws Error when evidence cannot be read or put: then there is no verdict
 */
export async function judgeDrill(
  drill: JudgeDrillEvent,
  settings: JudgeSettings,
  ports: { readonly evidence: EvidenceStore; readonly metrics: Metrics },
): Promise<Judged> {
  const finishedAt = new Date(drill.shop?.checkedAt ?? facts(drill)?.seenAt ?? drill.startedAt);
  const resource = facts(drill)?.resource ?? drill.resource ?? 'unknown';
  const check = drillChecks[settings.place];
  const since = new Date(finishedAt.getTime() - memoryDays * 86_400_000);
  const earlier = await ports.evidence.newest(
    check,
    { since, until: finishedAt },
    ({ verdict, subject }) => verdict === 'pass' && subject['resource'] === resource,
  );
  const measures = measuresOf(drill);
  const results = resultsOf(drill, measures, drill.newCounts ? undefined : earlier, settings);
  const verdict = verdictOf(results);
  const evidence: Evidence = {
    schemaVersion: 1,
    id: `drill-${drillIdOf(drill.execution)}`,
    store: settings.store,
    check,
    startedAt: new Date(drill.startedAt).toISOString(),
    finishedAt: finishedAt.toISOString(),
    producer: { name: 'judge-drill', version: settings.version },
    subject: subjectOf(drill, resource, settings),
    verdict,
    results,
    measures: { ...measures },
  };
  const evidenceKey = await ports.evidence.put(evidence);
  putMetrics(ports.metrics, { verdict, resource, measures }, settings);
  return { verdict, evidenceKey, summary: summaryOf(verdict, results) };
}

function resultsOf(
  drill: JudgeDrillEvent,
  measures: Measures,
  earlier: Evidence | undefined,
  settings: JudgeSettings,
): CheckResult[] {
  const restored = judgeRestore(drill);
  if (drill.restore?.state !== 'restored') return [restored];
  const objectives = [judgeRto(measures.rtoSeconds, settings), judgeRpo(measures.rpoSeconds, settings)];
  if (drill.restore.resource === 'files') {
    const weights = {
      metered: measures.meteredBytes,
      point: measures.pointBytes,
      earlier: earlier?.measures['meteredBytes'],
    };
    return [restored, ...judgeFiles(weights), ...objectives];
  }
  return [restored, ...shopResults(drill, earlier), ...objectives];
}

function shopResults({ shop, problem }: JudgeDrillEvent, earlier: Evidence | undefined): CheckResult[] {
  const question = { id: 'drill-shop', what: 'the restored shop was looked into', expected: 'every check ran' };
  if (shop === undefined) return [{ ...question, observed: saidOf(problem), verdict: 'error' }];
  if (shop.results.length === 0) return [{ ...question, observed: 'no check ran', verdict: 'error' }];
  const collapsed = judgeCounts(shop.counts, earlier && countsIn(earlier.measures));
  // The checker knows of no earlier drill: what it left unjudged is judged here.
  const others = shop.results.filter(({ id }) => !collapsed.some((result) => result.id === id));
  return [...others, ...collapsed];
}

function facts({ restore }: JudgeDrillEvent) {
  return restore !== undefined && 'recoveryPointArn' in restore ? restore : undefined;
}

function subjectOf(drill: JudgeDrillEvent, resource: string, settings: JudgeSettings): Record<string, string> {
  const { recoveryPointArn, createdResourceArn } = facts(drill) ?? {};
  return {
    resource,
    place: settings.place,
    vault: settings.vaultName,
    asked: drill.scheduled ? 'by the restore testing plan' : 'by an execution',
    execution: drill.execution,
    ...(drill.newCounts && { newCounts: 'not held against earlier drills, as a person said' }),
    ...(drill.restoreJobId !== undefined && { restoreJobId: drill.restoreJobId }),
    ...(recoveryPointArn !== undefined && { recoveryPointArn }),
    ...(createdResourceArn !== undefined && { createdResourceArn }),
  };
}

/** What went wrong, by name; printable, for AWS Backup takes it too. */
function summaryOf(verdict: string, results: readonly CheckResult[]): string {
  const of = (kind: CheckResult['verdict']) => results.filter((result) => result.verdict === kind);
  const wrong = [...of('fail'), ...of('error')].map((result) => `${result.id} ${result.verdict}`);
  const rest = `${of('pass').length} checks passed, ${of('not-run').length} not run`;
  return `${verdict}: ${[...wrong, rest].join(', ')}`.slice(0, 250);
}
