import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  GetExecutionHistoryCommand,
  paginateGetExecutionHistory,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { awsRefusal } from '../aws-refusal';
import { CommandError } from '../exit-codes';
import { outcomeIn } from './outcome-in';
import { type Executions, type Kind, type Outcome, PassingFault, type Progress } from './ports';

const statuses: Readonly<Record<ExecutionStatus, Progress['status']>> = {
  RUNNING: 'running',
  PENDING_REDRIVE: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed out',
  ABORTED: 'aborted',
};

/** AWS Step Functions. The client itself tries three times; a passing fault is what is left then. */
export class AwsExecutions implements Executions {
  constructor(
    private readonly client: SFNClient,
    private readonly kind: Kind,
  ) {}

  static in(region: string, kind: Kind): AwsExecutions {
    return new AwsExecutions(new SFNClient({ region }), kind);
  }

  async start(stateMachineArn: string, name: string, input: object): Promise<string> {
    const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
    const { executionArn } = await this.asked('started', 'states:StartExecution', () => this.client.send(command));
    if (executionArn === undefined)
      throw new CommandError(`the ${this.kind.noun} was started without a name: AWS named none`);
    return executionArn;
  }

  async progress(executionArn: string): Promise<Progress> {
    return this.asked('looked at', 'states:DescribeExecution and states:GetExecutionHistory', async () => {
      const { status } = await this.client.send(
        new DescribeExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' }),
      );
      const { events = [] } = await this.client.send(
        new GetExecutionHistoryCommand({
          executionArn,
          reverseOrder: true,
          maxResults: 100,
          includeExecutionData: false,
        }),
      );
      const step = events.find(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name !== undefined);
      const name = step?.stateEnteredEventDetails?.name;
      return { status: statuses[status ?? 'RUNNING'], ...(name !== undefined && { step: name }) };
    });
  }

  async outcome(executionArn: string): Promise<Outcome | undefined> {
    return this.asked('looked at', 'states:GetExecutionHistory', async () => {
      const pages = paginateGetExecutionHistory({ client: this.client }, { executionArn, reverseOrder: true });
      for await (const { events = [] } of pages) {
        for (const event of events) {
          const found = outcomeIn(
            event.stateExitedEventDetails?.output ?? event.taskSucceededEventDetails?.output,
            this.kind.marked,
          );
          if (found) return found;
        }
      }
      return undefined;
    });
  }

  private async asked<T>(done: string, needs: string, ask: () => Promise<T>): Promise<T> {
    const what = `the ${this.kind.noun} could not be ${done}`;
    try {
      return await ask();
    } catch (cause) {
      if (cause instanceof CommandError) throw cause;
      if (passing(cause)) throw new PassingFault(cause);
      const missing = cause instanceof Error && /^(StateMachine|Execution)DoesNotExist$/.test(cause.name);
      if (missing) throw new CommandError(`${what}: ${this.remedyOf(cause.name)}`, 1, { cause });
      throw awsRefusal(cause, what, needs);
    }
  }

  private remedyOf(name: string): string {
    return name.startsWith('State')
      ? `this store has no such ${this.kind.noun} yet; deploy ${this.kind.deploy}, or use credentials of its account`
      : 'there is no such execution; it may be older than 90 days, or of another account';
  }
}

/** Throttled, broken on the way, or a fault of AWS's own. */
function passing(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const { $metadata, $retryable, code } = cause as Error & {
    $metadata?: { httpStatusCode?: number };
    $retryable?: unknown;
    code?: unknown;
  };
  if ($retryable !== undefined || /Throttl|TooManyRequests|Timeout/.test(cause.name)) return true;
  if (($metadata?.httpStatusCode ?? 0) >= 500) return true;
  return typeof code === 'string' && /^E[A-Z_]+$/.test(code);
}
