import { exitCodeOf, newestProof, proofText, type ProofPorts } from '../../../cli/patch/show-proof';
import type { Evidence } from '../../../lambdas/shared/evidence';
import { aStore } from '../../support/stores';
import { anEvidence } from '../report/an-evidence';

const store = aStore();
const proof = { check: 'patch-proof', verdict: 'pass' } as Evidence;

function ports(bucket: string | undefined, found: Evidence | undefined, asked: unknown[] = []): ProofPorts {
  return {
    outputs: {
      output: (...question) => {
        asked.push(question.slice(1));
        return Promise.resolve(bucket);
      },
    },
    evidenceIn: (...where) => ({
      newest: (...question) => {
        asked.push([where[0], ...question]);
        return Promise.resolve(found);
      },
    }),
    now: () => new Date('2026-11-25T10:00:00Z'),
  };
}

test('finds the newest proof of the last eight days', async () => {
  const asked: unknown[] = [];
  expect(await newestProof(store, ports('evidence', proof, asked))).toBe(proof);
  const period = { since: new Date('2026-11-17T10:00:00Z'), until: new Date('2026-11-25T10:00:00Z') };
  expect(asked).toEqual([
    ['data', 'EvidenceBucket'],
    ['evidence', 'patch-proof', period],
  ]);
});

test('says that there is none, or nothing deployed', async () => {
  await expect(newestProof(store, ports('evidence', undefined))).rejects.toThrow(
    'acme has no proof of its patches of the last 8 days',
  );
  await expect(newestProof(store, ports(undefined, proof))).rejects.toThrow('names no evidence bucket');
});

describe('a proof for a terminal', () => {
  const made = (changes: Partial<Evidence> = {}) =>
    anEvidence({
      check: 'patch-proof',
      verdict: 'pass',
      subject: { core: '6.8' },
      finishedAt: '2026-11-24T08:00:00.000Z',
      ...changes,
    });

  test('says when it was made, and how long ago, before all else', () => {
    const text = proofText(made(), new Date('2026-11-25T10:00:00Z'));
    expect(text).toMatch(
      /^Patch proof of acme\n=+\n\n {2}Made {14}2026-11-24 08:00 UTC, 26 hours ago\n {2}Core {14}6\.8\n/,
    );
    expect(text).not.toContain('OLD');
  });

  test.each([
    ['2026-11-24T08:00:29Z', '0 minutes ago'],
    ['2026-11-24T08:01:00Z', '1 minute ago'],
    ['2026-11-24T09:59:59Z', '119 minutes ago'],
    ['2026-11-24T10:00:00Z', '2 hours ago'],
    ['2026-11-26T07:59:00Z', '47 hours ago'],
    ['2026-11-26T08:00:00Z', '2 days ago'],
    // Clocks differ.
    ['2026-11-24T07:59:00Z', '0 minutes ago'],
  ])('at %s it was made %s', (now, words) => {
    expect(proofText(made(), new Date(now))).toContain(`, ${words}\n`);
  });

  test('says at its end that it is old', () => {
    const text = proofText(made(), new Date('2026-11-25T10:00:01Z'));
    expect(text).toMatch(
      /\n\nOLD: this proof of acme was made 26 hours ago.*daily.*patches-unproven\.md[^\n]*\n?[^\n]*\n$/s,
    );
  });
});

test.each([
  ['pass', '2026-11-25T10:00:00Z', 0],
  ['pass', '2026-11-25T10:00:01Z', 1],
  ['fail', '2026-11-24T08:00:01Z', 1],
  ['error', '2026-11-24T08:00:01Z', 1],
] as const)('a proof of 24 November, 8 a.m., that says %s ends, at %s, with %d', (verdict, now, code) => {
  expect(exitCodeOf(anEvidence({ verdict, finishedAt: '2026-11-24T08:00:00.000Z' }), new Date(now))).toBe(code);
});
