import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { StoreConfig } from '../../lib/config/schema';
import { awsRefusal } from '../aws-refusal';
import { CommandError } from '../exit-codes';
import type { Journal } from './ports';

/** CloudWatch Logs'. A restored store is of a later generation, and what it has forgotten was written in an earlier one's group. */
export class AwsJournal implements Journal {
  constructor(private readonly clientIn = (region: string) => new CloudWatchLogsClient({ region, maxAttempts: 8 })) {}

  async *since(store: Pick<StoreConfig, 'name' | 'generation' | 'region'>, time: Date): AsyncIterable<string> {
    const client = this.clientIn(store.region);
    let groups = 0;
    for (let generation = store.generation; generation >= 1; generation -= 1) {
      const logGroupName = `/storefort/${store.name}/php-g${generation}`;
      const pages = paginateFilterLogEvents(
        { client },
        { logGroupName, startTime: time.getTime(), filterPattern: '"storefort journal"' },
      );
      try {
        for await (const { events = [] } of pages)
          for (const { message } of events) if (message !== undefined) yield message;
        groups += 1;
      } catch (cause) {
        if (cause instanceof Error && cause.name === 'ResourceNotFoundException') continue;
        throw awsRefusal(
          cause,
          `the log ${logGroupName} in ${store.region} could not be read`,
          'logs:FilterLogEvents and kms:Decrypt',
        );
      }
    }
    if (groups === 0) {
      throw new CommandError(
        `no log of PHP is in ${store.region} for ${store.name}; use credentials of its account, or its journal is lost: see docs/runbooks/after-a-restore.md`,
      );
    }
  }
}
