import type { Evidence } from '../../../lambdas/shared/evidence';

/** Evidence with one result of each verdict, and what a test changes. */
export function anEvidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    schemaVersion: 1,
    id: '2f1c7a52-0000-4000-8000-000000000001',
    store: 'acme',
    check: 'dump-drill',
    startedAt: '2026-11-25T01:00:00.000Z',
    finishedAt: '2026-11-25T01:02:03.456Z',
    producer: { name: 'storefort drill', version: '0.1.0' },
    subject: { file: 'shop.sql.gz', siteUrl: 'https://shop.example.com' },
    verdict: 'fail',
    results: [
      { id: 'one', what: 'the first', observed: '3 of 3', expected: '3', verdict: 'pass' },
      { id: 'two', what: 'the second', observed: '7', expected: 'none', verdict: 'fail', requirement: 'PCI DSS 3.5.1' },
      { id: 'three', what: 'the third', observed: 'database: ER_X', expected: 'an answer', verdict: 'error' },
      { id: 'four', what: 'the fourth', observed: 'not run, because of the third', expected: 'x', verdict: 'not-run' },
      { id: 'five', what: 'the fifth', observed: '', expected: 'something', verdict: 'fail' },
    ],
    measures: { storedBytes: 293_100_000, restoreSeconds: 55.24, rtoSeconds: 3723, ageHours: 25.5, orders: 100_000 },
    ...changes,
  };
}
