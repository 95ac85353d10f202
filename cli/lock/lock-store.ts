import type { Evidence, EvidenceStore } from '../../lambdas/shared/evidence';
import { namesOf } from '../../lib/config/names';
import type { StoreConfig } from '../../lib/config/schema';
import { evidenceBucketOf } from '../evidence-store/evidence-bucket';
import type { StackOutputs } from '../evidence-store/ports';
import { CommandError, exitCodes } from '../exit-codes';
import type { Person } from '../terminal/person';
import { consequences } from './consequences';
import { withComplianceLock } from './lock-in-file';

/** A drill proves the backups of its time; what was deployed since may have broken them. */
const provenForDays = 14;
const dayMs = 86_400_000;

export interface LockPorts {
  readonly outputs: StackOutputs;
  readonly evidenceIn: (bucket: string, store: StoreConfig) => EvidenceStore;
  readonly person: Person;
  readonly now: () => Date;
}

export interface LockRequest {
  readonly store: StoreConfig;
  /** As it is now. */
  readonly text: string;
  /** The person has agreed beforehand. */
  readonly yes: boolean;
}

/**
 * Makes the backups of a store undeletable, once they have been proven: says what that means, asks, and returns the store file
 * with `backup.lock: compliance`. Nothing is locked until the file is deployed.
 * @returns the file's new text; undefined when it says so already
 * @throws CommandError when the store is a trial, its backups are not proven, or the person does not agree
 */
export async function lockStore({ store, text, yes }: LockRequest, ports: LockPorts): Promise<string | undefined> {
  if (store.trial) {
    throw new CommandError(
      `${store.name} is a trial: a compliance lock would keep it from being removed`,
      exitCodes.usage,
    );
  }
  if (store.backup.lock === 'compliance') return undefined;
  const changed = withComplianceLock(text);
  const drill = await provenBy(store, ports);
  ports.person.say(consequences(store, drill));
  if (!yes) await agreed(store, ports.person);
  return changed;
}

/**
 * The newest drill of the database out of the vault that gets locked, of those that came to a verdict, if it passed: an older pass
 * says nothing of a backup that fails now, nor does one of the generation before.
 */
async function provenBy(store: StoreConfig, { outputs, evidenceIn, now }: LockPorts): Promise<Evidence> {
  const bucket = await evidenceBucketOf(store, outputs);
  const until = now();
  // A second more: what finished in this very one is not excluded.
  const period = { since: new Date(until.getTime() - provenForDays * dayMs), until: new Date(until.getTime() + 1000) };
  const vault = namesOf(store).homeVault;
  const judged = ({ verdict, subject }: Evidence) =>
    verdict !== 'error' && subject['resource'] === 'database' && subject['vault'] === vault;
  const newest = await evidenceIn(bucket, store).newest('restore-drill', period, judged);
  const drill = `run storefort drill ${store.name}, and lock when it has passed`;
  if (newest === undefined) {
    throw new CommandError(
      `no restore drill of the database out of ${vault} came to a verdict in the last ${provenForDays} days; what was never restored must not be locked: ${drill}`,
    );
  }
  if (newest.verdict !== 'pass') {
    throw new CommandError(
      `the newest restore drill of the database failed (${newest.finishedAt}, ${newest.id}): mend the backups, ${drill}`,
    );
  }
  return newest;
}

async function agreed(store: StoreConfig, person: Person): Promise<void> {
  const typed = await person.ask(`Type ${store.name} to lock its backups for good: `);
  if (typed === undefined) {
    throw new CommandError('nobody is here to agree; run it on a terminal, or give --yes', exitCodes.usage);
  }
  if (typed !== store.name) throw new CommandError('not locked: the name was not typed');
}
