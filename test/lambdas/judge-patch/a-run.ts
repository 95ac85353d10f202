import { judgePatch } from '../../../lambdas/judge-patch/judge-patch';
import { EvidenceInMemory } from '../../support/drills/evidence-in-memory';

const probe = {
  verdict: 'pass',
  checks: { home: 'pass', checkout: 'pass' },
  responseMs: { home: 700 },
  evidenceKey: 'acme/shop-probe/1.json',
  summary: 'pass: 12 checks',
};
const unwell = { ...probe, verdict: 'fail', checks: { home: 'pass', checkout: 'fail' }, summary: 'fail: checkout' };
const at = (minute: number) => `2026-11-25T06:${String(minute).padStart(2, '0')}:00.000Z`;

/** The machine's state at the end of a window that changed nothing yet. */
export const admitted = {
  execution: 'window-1',
  startedAt: at(0),
  endedAt: at(59),
  request: {},
  admitted: { state: 'admitted', work: 'image', image: { now: 'ami-old', newest: 'ami-new' } },
  problems: {},
  loops: {},
};

/** Of a window in which all went well. */
export const patched = {
  ...admitted,
  backup: { state: 'done', backupJobId: 'job', recoveryPointArn: 'arn:point' },
  probeBefore: probe,
  forward: { state: 'done', refreshId: 'forward' },
  probeAfter: probe,
  compared: { state: 'as-well', because: [] },
  verified: { verdict: 'pass', evidenceKey: 'acme/patch-proof/1.json', summary: 'pass: all is patched' },
  loops: {
    backup: { count: 3, since: at(1) },
    probeBefore: { count: 0, since: at(6) },
    forward: { count: 30, since: at(8) },
    probeAfter: { count: 0, since: at(40) },
  },
};

/** Of a window that was taken back. */
export const rolledBack = {
  ...patched,
  probeAfter: unwell,
  compared: { state: 'worse', because: ['checkout passed before, and fails'] },
  cancel: { state: 'done', refreshId: 'none' },
  back: { state: 'done', refreshId: 'back' },
  probeBack: probe,
  loops: {
    ...patched.loops,
    cancel: { count: 0, since: at(42) },
    back: { count: 9, since: at(43) },
    probeBack: { count: 0, since: at(55) },
  },
};

export { probe, unwell };

/** Judges in a world of its own. */
export async function judge(run: unknown) {
  const evidence = new EvidenceInMemory();
  const now = () => new Date('2026-11-25T12:00:00Z');
  const judged = await judgePatch(run, { store: 'acme', version: '0.1.0' }, { evidence, now });
  const [kept] = evidence.kept;
  if (kept === undefined) throw new Error('no evidence was put');
  const of = (id: string) => kept.results.find((result) => result.id === id);
  return { judged, kept, of };
}

/** What was caught, as Step Functions hands it on. */
export const problem = {
  Error: 'Error',
  Cause: JSON.stringify({ errorMessage: 'AWS says no\nat secret', trace: ['x'] }),
};
/** A person's word. */
export const despite = { reason: 'x', despiteFindings: true };

/** What it is, the check, the machine's state, and what is to be judged of it: verdict, what was seen, and how the window ended. */
export type Case = [string, string, object, string, string, string];

export async function holds([, id, run, verdict, observed, outcome]: Case): Promise<void> {
  const { judged, of } = await judge(run);
  expect(of(id)).toMatchObject({ verdict, observed });
  expect(judged.outcome).toBe(outcome);
  expect(judged.verdict === 'pass').toBe(['patched', 'nothing-to-do'].includes(outcome));
}
