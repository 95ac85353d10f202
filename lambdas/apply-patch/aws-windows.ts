import { ListExecutionsCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { paged } from '../shared/paged';
import type { Windows } from './ports';

/** Executions of the patch window's state machine. Needs `states:ListExecutions` on it. */
export class AwsWindows implements Windows {
  constructor(
    private readonly client: SFNClient,
    private readonly machineArn: string,
  ) {}

  async running(): Promise<readonly { readonly execution: string; readonly startedAt: Date }[]> {
    const found = await paged(`the windows of ${this.machineArn}`, async (nextToken) => {
      const answer = await this.client.send(
        new ListExecutionsCommand({ stateMachineArn: this.machineArn, statusFilter: 'RUNNING', nextToken }),
      );
      return { found: answer.executions, next: answer.nextToken };
    });
    return found.map(({ name, startDate }) => {
      if (name === undefined || startDate === undefined) throw new Error('a window has no name or no beginning');
      return { execution: name, startedAt: startDate };
    });
  }
}
