import {
  type BackupClient,
  DescribeRestoreJobCommand,
  ListRestoreJobsCommand,
  type RestoreJobsListMember,
} from '@aws-sdk/client-backup';
import type { Restores } from './ports';

const mostPages = 100;

const over = ['COMPLETED', 'FAILED', 'ABORTED'];

/** Restore jobs of AWS Backup, in the client's region. */
export class AwsRestores implements Restores {
  /** @param restoreRoleArn role that AWS Backup restores drills with, and nothing else */
  constructor(
    private readonly client: BackupClient,
    private readonly restoreRoleArn: string,
  ) {}

  async look(id: string) {
    try {
      const { Status, CreatedResourceArn } = await this.client.send(
        new DescribeRestoreJobCommand({ RestoreJobId: id }),
      );
      return {
        running: Status === undefined || !over.includes(Status),
        ...(CreatedResourceArn !== undefined && { createdResourceArn: CreatedResourceArn }),
      };
    } catch (error) {
      throw new Error(`restore job ${id} could not be looked at`, { cause: error });
    }
  }
  async anyRuns(since: Date): Promise<boolean> {
    let token: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const { RestoreJobs = [], NextToken } = await this.page(since, token);
      if (RestoreJobs.some((job) => this.isOwn(job) && !over.includes(job.Status ?? ''))) return true;
      if (NextToken === undefined) return false;
      token = NextToken;
    }
    throw new Error('the list of restore jobs does not end');
  }

  /** Restore tests use the same role, and look after themselves. */
  private isOwn({ IamRoleArn, CreatedBy }: RestoreJobsListMember): boolean {
    return IamRoleArn === this.restoreRoleArn && CreatedBy?.RestoreTestingPlanArn === undefined;
  }

  private async page(ByCreatedAfter: Date, NextToken: string | undefined) {
    try {
      return await this.client.send(new ListRestoreJobsCommand({ ByCreatedAfter, NextToken }));
    } catch (error) {
      throw new Error('the restore jobs could not be listed', { cause: error });
    }
  }
}
