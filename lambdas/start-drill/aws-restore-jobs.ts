import {
  type BackupClient,
  DescribeRestoreJobCommand,
  type DescribeRestoreJobOutput,
  PutRestoreValidationResultCommand,
  StartRestoreJobCommand,
} from '@aws-sdk/client-backup';
import type { DrillResource } from './contract';
import type { RestoreJob, RestoreJobs, RestoreRequest } from './ports';

const types: Readonly<Record<DrillResource, string>> = { database: 'RDS', files: 'EFS' };

const known = ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'ABORTED'] as const;

/** Restore jobs of AWS Backup, in the client's region. */
export class AwsRestoreJobs implements RestoreJobs {
  /** @param restoreRoleArn role that AWS Backup restores with */
  constructor(
    private readonly client: BackupClient,
    private readonly restoreRoleArn: string,
  ) {}

  async start({ resource, recoveryPointArn, metadata, token }: RestoreRequest): Promise<string> {
    const { RestoreJobId } = await asked(`restore ${recoveryPointArn}`, () =>
      this.client.send(
        new StartRestoreJobCommand({
          RecoveryPointArn: recoveryPointArn,
          Metadata: { ...metadata },
          IamRoleArn: this.restoreRoleArn,
          IdempotencyToken: token,
          ResourceType: types[resource],
        }),
      ),
    );
    if (RestoreJobId === undefined) throw new Error(`restore ${recoveryPointArn}: AWS Backup names no job`);
    return RestoreJobId;
  }

  async describe(id: string): Promise<RestoreJob | undefined> {
    const answer = await asked(`describe restore job ${id}`, () =>
      this.client.send(new DescribeRestoreJobCommand({ RestoreJobId: id })),
    );
    return jobOf(id, answer);
  }

  async validate(id: string, status: 'SUCCESSFUL' | 'FAILED', message: string): Promise<void> {
    await asked(`validate restore job ${id}`, () =>
      this.client.send(
        new PutRestoreValidationResultCommand({
          RestoreJobId: id,
          ValidationStatus: status,
          ValidationStatusMessage: message,
        }),
      ),
    );
  }
}

function jobOf(id: string, answer: DescribeRestoreJobOutput): RestoreJob | undefined {
  const resource = (Object.keys(types) as DrillResource[]).find((each) => types[each] === answer.ResourceType);
  if (resource === undefined) return undefined;
  const status = known.find((each) => each === answer.Status);
  const { RecoveryPointArn: recoveryPointArn, CreationDate: requestedAt } = answer;
  if (status === undefined || recoveryPointArn === undefined || requestedAt === undefined) {
    throw new Error(`describe restore job ${id}: status, recovery point or date is missing`);
  }
  return {
    status,
    resource,
    recoveryPointArn,
    requestedAt,
    message: answer.StatusMessage,
    takenAt: answer.RecoveryPointCreationDate,
    completedAt: answer.CompletionDate,
    createdResourceArn: answer.CreatedResourceArn,
    pointBytes: answer.BackupSizeInBytes,
    testingPlanArn: answer.CreatedBy?.RestoreTestingPlanArn,
    validation: answer.ValidationStatus,
  };
}

async function asked<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.name : 'refused'}`, { cause: error });
  }
}
