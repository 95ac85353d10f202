import type { Evidence, EvidenceStore } from '../../lambdas/shared/evidence';
import { verifyPatchesCheck } from '../../lambdas/verify-patches/contract';
import type { StoreConfig } from '../../lib/config/schema';
import { evidenceBucketOf } from '../evidence-store/evidence-bucket';
import type { StackOutputs } from '../evidence-store/ports';
import { CommandError, exitCodes } from '../exit-codes';
import { evidenceText } from '../report/evidence-text';
import { counted, wrap } from '../terminal/layout';

export interface ProofPorts {
  readonly outputs: StackOutputs;
  readonly evidenceIn: (bucket: string, store: StoreConfig) => Pick<EvidenceStore, 'newest'>;
  readonly now: () => Date;
}

/** Proofs are made daily, at the same hour of UTC; two hours more for retries and a long run. The alarm waits as long. */
const freshHours = 26;

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

/** The proof for a terminal: first when it was made, last what is the matter with it, its age too. */
export function proofText(proof: Evidence, now: Date): string {
  const made = `${proof.finishedAt.slice(0, 16).replace('T', ' ')} UTC, ${ago(proof, now)}`;
  const text = evidenceText({ ...proof, subject: { made, ...proof.subject } });
  const old = oldness(proof, now);
  return old === undefined ? text : `${text}\n${wrap(old)}\n`;
}

/** What is said of a proof that is too old to speak of today; undefined of any other. */
export function oldness(proof: Evidence, now: Date): string | undefined {
  if (ageMs(proof, now) <= freshHours * hourMs) return undefined;
  return (
    `OLD: this proof of ${proof.store} was made ${ago(proof, now)}, and proofs are made daily: it says nothing of today. ` +
    'docs/runbooks/patches-unproven.md says what to look at.'
  );
}

/** 0 only for a proof that passed and is of today. */
export function exitCodeOf(proof: Evidence, now: Date): number {
  return proof.verdict === 'pass' && oldness(proof, now) === undefined ? exitCodes.ok : exitCodes.findings;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Never below zero: clocks differ. */
function ageMs({ finishedAt }: Evidence, now: Date): number {
  return Math.max(0, now.getTime() - Date.parse(finishedAt));
}

/** `26 hours ago`: the unit of which there are two at least, minutes at the least. */
function ago(proof: Evidence, now: Date): string {
  const age = ageMs(proof, now);
  const hours = Math.floor(age / hourMs);
  if (hours < 2) return `${counted(Math.floor(age / minuteMs), 'minute')} ago`;
  return hours < 48 ? `${counted(hours, 'hour')} ago` : `${counted(Math.floor(hours / 24), 'day')} ago`;
}
