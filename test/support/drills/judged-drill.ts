import { type JudgeDrillEvent, judgeDrillEvent } from '../../../lambdas/judge-drill/event';
import { judgeDrill, type JudgeSettings } from '../../../lambdas/judge-drill/judge-drill';
import type { Evidence } from '../../../lambdas/shared/evidence';
import type { Measurement } from '../../../lambdas/shared/metrics';
import { EvidenceInMemory } from './evidence-in-memory';

export const settings: JudgeSettings = {
  store: 'acme',
  place: 'home',
  vaultName: 'acme-home-g1',
  rtoHours: 4,
  rpoHours: 24,
  metricNamespace: 'Storefort/acme',
  version: '0.1.0',
};
const facts = {
  resource: 'database',
  recoveryPointArn: 'arn:point',
  takenAt: '2026-11-25T05:00:00Z',
  requestedAt: '2026-11-25T06:00:00Z',
  completedAt: '2026-11-25T06:30:00Z',
  createdResourceArn: 'arn:created',
  pointBytes: 1_000_000,
  availableAt: '2026-11-25T06:30:00Z',
  seenAt: '2026-11-25T06:40:00Z',
} as const;
export const counts = { orders: 100, products: 10, customers: 20, users: 21 };
export const passed = { id: 'shop-totals', what: 'totals', observed: 'so', expected: 'so', verdict: 'pass' } as const;
export const begun = {
  scheduled: false,
  execution: 'one',
  startedAt: '2026-11-25T06:00:00Z',
  resource: 'database',
} as const;
export const restored = { state: 'restored', ...facts } as const;
export const shopOf = (change: object): JudgeDrillEvent['shop'] => ({
  results: [passed],
  counts,
  startedAt: '2026-11-25T06:42:00Z',
  checkedAt: '2026-11-25T06:45:00Z',
  ...change,
});
export const drill: JudgeDrillEvent = {
  ...begun,
  restoreJobId: 'job-1',
  restore: restored,
  shop: shopOf({}),
};
export const files = (change: object = {}, meteredBytes: number | undefined = 900_000): JudgeDrillEvent => ({
  ...begun,
  resource: 'files',
  restore: { ...restored, resource: 'files', files: { meteredBytes }, ...change },
});

export async function judge(given: JudgeDrillEvent, change: Partial<JudgeSettings> = {}, earlier: Evidence[] = []) {
  const evidence = new EvidenceInMemory();
  evidence.kept.push(...earlier);
  const metrics: Measurement[] = [];
  const put = (each: Measurement) => metrics.push(each);
  const judged = await judgeDrill(
    judgeDrillEvent.parse(given),
    { ...settings, ...change },
    { evidence, metrics: { put } },
  );
  const kept = evidence.kept.at(-1);
  return { judged, kept, metrics, verdictOf: (id: string) => kept?.results.find((each) => each.id === id)?.verdict };
}

export function earlierOf(change: Partial<Evidence>): Evidence {
  return {
    schemaVersion: 1,
    id: 'drill-earlier',
    store: 'acme',
    check: 'restore-drill',
    startedAt: '2026-11-18T06:00:00Z',
    finishedAt: '2026-11-18T07:00:00Z',
    producer: { name: 'judge-drill', version: '0.1.0' },
    subject: { resource: 'database' },
    verdict: 'pass',
    results: [passed],
    measures: { orders: 1000, products: 10, customers: 20, users: 21 },
    ...change,
  };
}

export function weighed(day: string, meteredBytes: number, subject: Record<string, string> = {}): Evidence {
  const finishedAt = `${day}T07:00:00.000Z`;
  return earlierOf({
    id: `drill-${day}`,
    finishedAt,
    subject: { resource: 'files', ...subject },
    measures: { meteredBytes },
  });
}
