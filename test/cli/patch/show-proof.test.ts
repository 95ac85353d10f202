import { newestProof, type ProofPorts } from '../../../cli/patch/show-proof';
import type { Evidence } from '../../../lambdas/shared/evidence';
import { aStore } from '../../support/stores';

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
