import { type CheckResult, verdictOf } from '../shared/check-result';
import { drillIdOf } from '../shared/drill-id';
import type { Evidence, EvidenceStore } from '../shared/evidence';
import type { Metrics } from '../shared/metrics';
import { drillChecks, type Judged } from './contract';
import { type Earlier, earlierDrills } from './earlier-drills';
import type { JudgeDrillEvent } from './event';
import { judgeFiles } from './judge-files';
import { judgeRpo, judgeRto, type Objectives } from './judge-objectives';
import { judgeRestore } from './judge-restore';
import { judgeShop } from './judge-shop';
import { leastRtoSeconds, measuresOf, type Measures } from './measures';
import { putMetrics } from './put-metrics';

export interface JudgeSettings extends Objectives {
  readonly store: string;
  readonly place: 'home' | 'offsite';
  readonly vaultName: string;
  readonly metricNamespace: string;
  readonly version: string;
}

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
  const earlier = drill.newCounts ? {} : await earlierDrills(ports.evidence, { check, resource, until: finishedAt });
  const measures = measuresOf(drill);
  const results = resultsOf(drill, measures, earlier, settings);
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
  earlier: Earlier,
  settings: JudgeSettings,
): CheckResult[] {
  const restored = judgeRestore(drill);
  if (drill.restore?.state !== 'restored') return [restored];
  const objectives = [
    judgeRto(measures.rtoSeconds, settings, leastRtoSeconds(drill)),
    judgeRpo(measures.rpoSeconds, settings),
  ];
  if (drill.restore.resource === 'files') {
    const weights = {
      metered: measures.meteredBytes,
      point: measures.pointBytes,
      earlier: earlier.meteredBytes,
    };
    return [restored, ...judgeFiles(weights), ...objectives];
  }
  return [restored, ...judgeShop(drill, earlier.counts), ...objectives];
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
