import type { Evidence, EvidenceStore } from '../../lambdas/shared/evidence';
import { verifyPatchesCheck } from '../../lambdas/verify-patches/contract';
import type { StoreConfig } from '../../lib/config/schema';
import { evidenceBucketOf } from '../evidence-store/evidence-bucket';
import type { StackOutputs } from '../evidence-store/ports';
import { CommandError } from '../exit-codes';

export interface ProofPorts {
  readonly outputs: StackOutputs;
  readonly evidenceIn: (bucket: string, store: StoreConfig) => Pick<EvidenceStore, 'newest'>;
  readonly now: () => Date;
}

/** Proofs are made daily: what is older than this says nothing of today. */
const days = 8;

/**
 * What is known of a store's patches: the newest proof.
 * @throws CommandError when there is none of the last eight days, or AWS cannot be asked
 */
export async function newestProof(store: StoreConfig, { outputs, evidenceIn, now }: ProofPorts): Promise<Evidence> {
  const bucket = await evidenceBucketOf(store, outputs);
  const until = now();
  const since = new Date(until.getTime() - days * 86_400_000);
  const proof = await evidenceIn(bucket, store).newest(verifyPatchesCheck, { since, until });
  if (proof) return proof;
  throw new CommandError(
    `${store.name} has no proof of its patches of the last ${days} days: docs/runbooks/patches-unproven.md says what to look at`,
  );
}
