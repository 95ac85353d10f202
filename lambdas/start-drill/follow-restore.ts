import { drillNameOf } from '../shared/drill-id';
import type { Followed, FollowedRun, RestoreFacts } from './contract';
import { saysBackupIsLost } from './failure-reasons';
import type { Restored, RestoreJob, RestoreJobs } from './ports';

/** After so many hours a drill gives up waiting: checking and taking away may need the rest of the twelve. */
export const restoreLimitHours = 6;

/**
 * EFS knows what a file system weighs only when nothing was written for "a couple of hours".
 * https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemSize.html
 */
const settlingHours = 2;

/** EFS weighs about once an hour; so long after the restore a drill waits for it. */
const weighingHours = 4;

/** What RDS calls an instance that will not become available without a person. */
const broken = /^(failed|incompatible-.*|inaccessible-encryption-credentials|restore-error|storage-full|deleting)$/;

interface FollowPorts {
  readonly jobs: RestoreJobs;
  readonly restored: Restored;
  readonly now: () => Date;
}

/**
 * How far a restore is. A job that is not the store's restore test is `foreign`: the event that named it comes for every restore of
 * the account.
 * @throws Error when AWS refuses or does not answer
 */
export async function followRestore(
  run: FollowedRun,
  settings: { readonly testingPlanArn?: string; readonly drillPrefix: string },
  ports: FollowPorts,
): Promise<Followed> {
  const job = await ports.jobs.describe(run.restoreJobId);
  if (job === undefined || (run.scheduled && !belongs(job, settings.testingPlanArn))) return { state: 'foreign' };
  const facts = factsOf(job, ports.now());
  if (!run.scheduled) await mark(job, drillNameOf(settings.drillPrefix, run.execution), ports.restored);
  if (job.status === 'FAILED' || job.status === 'ABORTED') return failed(job, facts);
  const over = hoursSince(new Date(run.startedAt), ports) > restoreLimitHours;
  const seen = { facts, over, unavailableAt: run.restore?.unavailableAt };
  const found = await look(job, seen, ports);
  if (found) return found;
  if (!over) return running(job, facts);
  return { state: 'late', reason: `the restore was not done after ${restoreLimitHours} hours`, ...facts };
}

/** Before anything else can go wrong: the sweeper finds a file system by it. */
async function mark({ resource, createdResourceArn }: RestoreJob, name: string, restored: Restored): Promise<void> {
  if (resource === 'files' && createdResourceArn !== undefined) await restored.mark(createdResourceArn, name);
}

function running({ status, resource }: RestoreJob, { seenAt }: RestoreFacts): Followed {
  const isWaitedFor = status === 'COMPLETED' && resource === 'database';
  return { state: 'running', ...(isWaitedFor && { unavailableAt: seenAt }) };
}

function hoursSince(time: Date, { now }: FollowPorts): number {
  return (now().getTime() - time.getTime()) / 3_600_000;
}

function belongs(job: RestoreJob, testingPlanArn: string | undefined): boolean {
  return testingPlanArn !== undefined && job.testingPlanArn === testingPlanArn;
}

/** A person stopped an aborted one: that proves nothing. */
function failed(job: RestoreJob, facts: RestoreFacts): Followed {
  const reason = `the restore job ended as ${job.status}: ${job.message ?? 'AWS Backup gives no reason'}`;
  return { state: 'failed', transient: job.status === 'ABORTED' || !saysBackupIsLost(job.message), reason, ...facts };
}

interface Seen {
  readonly facts: RestoreFacts;
  /** Whether the drill's time for the restore is over. */
  readonly over: boolean;
  readonly unavailableAt: string | undefined;
}

async function look(job: RestoreJob, seen: Seen, ports: FollowPorts): Promise<Followed | undefined> {
  const { facts } = seen;
  const arn = job.createdResourceArn;
  if (job.status !== 'COMPLETED' || arn === undefined) return undefined;
  if (job.resource === 'files') return lookAtFiles(job, arn, seen, ports);
  const instance = await ports.restored.database(arn);
  if (instance === undefined) return undefined;
  if (broken.test(instance.status)) {
    return { state: 'failed', transient: true, reason: `the restored database is ${instance.status}`, ...facts };
  }
  if (instance.status !== 'available' || instance.endpoint === undefined) return undefined;
  return { state: 'restored', database: instance.endpoint, ...since(seen), ...facts };
}

/** RDS does not say since when. AWS Backup is done when it is there: a first look that came late says nothing else. */
function since({ facts, unavailableAt }: Seen): { availableAt: string; unavailableAt?: string } {
  if (unavailableAt === undefined) return { availableAt: facts.completedAt ?? facts.seenAt };
  return { availableAt: facts.seenAt, unavailableAt };
}

async function lookAtFiles(
  job: RestoreJob,
  arn: string,
  { facts, over }: Seen,
  ports: FollowPorts,
): Promise<Followed | undefined> {
  const files = await ports.restored.fileSystem(arn);
  if (files?.status !== 'available') return undefined;
  const restoredAt = job.completedAt ?? ports.now();
  const settledAt = restoredAt.getTime() + settlingHours * 3_600_000;
  const weighed = files.meteredAt !== undefined && files.meteredAt.getTime() > settledAt;
  const waited = hoursSince(restoredAt, ports) > weighingHours;
  if (!weighed && !waited && !over) return undefined;
  return { state: 'restored', files: weighed ? { meteredBytes: files.meteredBytes } : {}, ...facts };
}

function factsOf(job: RestoreJob, seenAt: Date): RestoreFacts {
  const { resource, recoveryPointArn, createdResourceArn, pointBytes, takenAt, requestedAt, completedAt } = job;
  return {
    resource,
    recoveryPointArn,
    requestedAt: requestedAt.toISOString(),
    seenAt: seenAt.toISOString(),
    ...(takenAt && { takenAt: takenAt.toISOString() }),
    ...(completedAt && { completedAt: completedAt.toISOString() }),
    ...(createdResourceArn !== undefined && { createdResourceArn }),
    ...(pointBytes !== undefined && { pointBytes }),
  };
}
