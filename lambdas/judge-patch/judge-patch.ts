import { createHash } from 'node:crypto';
import { type CheckResult, type Verdict, verdictOf } from '../shared/check-result';
import type { Evidence, EvidenceStore } from '../shared/evidence';
import { judgePatchCheck, type JudgeAnswer, type PatchOutcome } from './contract';
import { judgeAfter, judgeBack, judgeBefore } from './judge-probes';
import {
  judgeAdmission,
  judgeProof,
  judgeRecord,
  judgeRecoveryPoint,
  judgeRefresh,
  judgeRollBack,
} from './judge-steps';
import { measuresOf } from './measures';
import { outcomeOf } from './outcome';
import { type PatchWindow, readWindow, valueOf } from './read-window';

export interface JudgeSettings {
  readonly store: string;
  readonly version: string;
}

/** What is said of a window at most: it becomes the cause that its execution failed with. */
const summaryLength = 500;

/**
 * One verdict of a window, whatever came of it, put down as evidence. The same window judged again gives the same evidence: its
 * times are those of the window. What cannot be read of it is an error, and never a pass.
 * @throws Error when evidence cannot be put: then there is no verdict
 */
export async function judgePatch(
  run: unknown,
  settings: JudgeSettings,
  ports: { readonly evidence: EvidenceStore; readonly now: () => Date },
): Promise<JudgeAnswer> {
  const window = readWindow(run);
  const results = resultsOf(window);
  const found = verdictOf(results);
  const outcome = outcomeOf(window, results, found);
  const verdict = outcome === 'patched' || outcome === 'nothing-to-do' ? found : neverPass(found);
  const endedAt = new Date(valueOf(window.endedAt) ?? ports.now());
  const evidence: Evidence = {
    schemaVersion: 1,
    id: `patch-${idOf(valueOf(window.execution) ?? `unknown: ${JSON.stringify(run)}`)}`,
    store: settings.store,
    check: judgePatchCheck,
    startedAt: new Date(valueOf(window.startedAt) ?? endedAt).toISOString(),
    finishedAt: endedAt.toISOString(),
    producer: { name: 'judge-patch', version: settings.version },
    subject: { outcome, ...subjectOf(window) },
    verdict,
    results,
    measures: measuresOf(window),
  };
  const evidenceKey = await ports.evidence.put(evidence);
  return { outcome, verdict, evidenceKey, summary: summaryOf(outcome, results) };
}

/** The same checks of each window, whether it came to them or not. */
function resultsOf(window: PatchWindow): CheckResult[] {
  return [
    judgeRecord(window),
    judgeAdmission(window),
    judgeRecoveryPoint(window),
    judgeBefore(window),
    judgeRefresh(window),
    judgeAfter(window),
    judgeRollBack(window),
    judgeBack(window),
    judgeProof(window),
  ];
}

/** What was taken back, or never came to its end, proved nothing. */
function neverPass(verdict: Verdict): Verdict {
  return verdict === 'pass' ? 'error' : verdict;
}

/** An execution's name may hold what an evidence's id may not. */
function idOf(execution: string): string {
  return createHash('sha256').update(execution).digest('hex').slice(0, 12);
}

function subjectOf(window: PatchWindow): Record<string, string> {
  const known = { ...whatOf(window), ...placesOf(window) };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Record<string, string>;
}

/** Which window it was, and what it was about. */
function whatOf(window: PatchWindow): Record<string, string | undefined> {
  const request = valueOf(window.request);
  const admitted = valueOf(window.admitted);
  const image = admitted?.state === 'admitted' ? admitted.image : undefined;
  return {
    execution: valueOf(window.execution),
    asked: request && (request.reason === undefined ? 'by the schedule' : `by a person: ${request.reason}`),
    findings: request?.despiteFindings === true ? 'went on despite them, as a person said' : undefined,
    imageBefore: image?.now,
    imageNewest: image?.newest,
  };
}

/** Where its parts are found. */
function placesOf(window: PatchWindow): Record<string, string | undefined> {
  const [before, after, back] = [window.probeBefore, window.probeAfter, window.probeBack].map(valueOf);
  const backup = valueOf(window.backup);
  return {
    recoveryPointArn: backup?.state === 'done' ? backup.recoveryPointArn : undefined,
    refreshId: refreshIdOf(window.forward),
    rollBackRefreshId: refreshIdOf(window.back),
    probeBefore: before?.evidenceKey,
    probeAfter: after?.evidenceKey,
    probeBack: back?.evidenceKey,
    proof: valueOf(window.verified)?.evidenceKey,
  };
}

function refreshIdOf(field: PatchWindow['forward']): string | undefined {
  const refresh = valueOf(field);
  return refresh === undefined || refresh.state === 'refused' ? undefined : refresh.refreshId;
}

/** How it ended, and what went wrong. */
function summaryOf(outcome: PatchOutcome, results: readonly CheckResult[]): string {
  const of = (kind: CheckResult['verdict']) => results.filter((result) => result.verdict === kind);
  const wrong = [...of('fail'), ...of('error')].map(({ id, verdict, observed }) => `${id} ${verdict}: ${observed}`);
  const rest = `${of('pass').length} checks passed, ${of('not-run').length} not run`;
  const said = `${outcome}: ${[...wrong, rest].join('; ')}`;
  return said.length <= summaryLength ? said : `${said.slice(0, summaryLength - 1)}…`;
}
