import { drillNameOf } from '../shared/drill-id';
import type { DrillRun, Followed, RestoreFacts } from './contract';
import type { Restored, RestoreJob, RestoreJobs } from './ports';

/** After so many hours a drill gives up waiting: AWS Backup and the machine need the rest of the twelve. */
export const restoreLimitHours = 7;

/** EFS weighs a file system about once an hour; so long after the restore a drill waits for it. */
export const weighingHours = 3;

/** What RDS calls an instance that will not become available without a person. */
const broken = /^(failed|incompatible-.*|inaccessible-encryption-credentials|restore-error|storage-full|deleting)$/;

/** Reasons of AWS Backup that say more of the hour than of the recovery point. */
const passing =
  /capacity|quota|limit|throttl|rate exceeded|too many|internal (service )?(error|failure)|try again|tim(e|ed) ?out|unavailable/i;

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
  run: DrillRun & { readonly restoreJobId: string },
  settings: { readonly testingPlanArn?: string; readonly drillPrefix: string },
  ports: FollowPorts,
): Promise<Followed> {
  const job = await ports.jobs.describe(run.restoreJobId);
  if (job === undefined || (run.scheduled && !belongs(job, settings.testingPlanArn))) return { state: 'foreign' };
  const facts = factsOf(job, ports.now());
  if (job.status === 'FAILED' || job.status === 'ABORTED') return failed(job, facts);
  if (!run.scheduled) await mark(job, drillNameOf(settings.drillPrefix, run.execution), ports.restored);
  const over = hoursSince(new Date(run.startedAt), ports) > restoreLimitHours;
  const found = job.status === 'COMPLETED' ? await look(job, facts, over, ports) : undefined;
  if (found) return found;
  if (!over) return { state: 'running' };
  return { state: 'late', reason: `the restore was not done after ${restoreLimitHours} hours`, ...facts };
}

/** Before anything else can go wrong: the sweeper finds a file system by it. */
async function mark({ resource, createdResourceArn }: RestoreJob, name: string, restored: Restored): Promise<void> {
  if (resource === 'files' && createdResourceArn !== undefined) await restored.mark(createdResourceArn, name);
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
  return { state: 'failed', transient: job.status === 'ABORTED' || passing.test(job.message ?? ''), reason, ...facts };
}

async function look(
  job: RestoreJob,
  facts: RestoreFacts,
  over: boolean,
  ports: FollowPorts,
): Promise<Followed | undefined> {
  const arn = job.createdResourceArn;
  if (arn === undefined) return undefined;
  if (job.resource === 'files') return lookAtFiles(job, arn, facts, over, ports);
  const instance = await ports.restored.database(arn);
  if (instance === undefined) return undefined;
  if (broken.test(instance.status)) {
    return { state: 'failed', transient: true, reason: `the restored database is ${instance.status}`, ...facts };
  }
  if (instance.status !== 'available' || instance.endpoint === undefined) return undefined;
  return { state: 'restored', database: instance.endpoint, ...facts };
}

async function lookAtFiles(
  job: RestoreJob,
  arn: string,
  facts: RestoreFacts,
  over: boolean,
  ports: FollowPorts,
): Promise<Followed | undefined> {
  const files = await ports.restored.fileSystem(arn);
  if (files?.status !== 'available') return undefined;
  const restoredAt = job.completedAt ?? ports.now();
  // A weight from before the restore was complete is not the restored files'.
  const weighed = files.meteredAt !== undefined && files.meteredAt > restoredAt;
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
