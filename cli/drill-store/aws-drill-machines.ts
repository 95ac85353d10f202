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
import { type DrillMachines, type DrillOutcome, type DrillProgress, PassingFault } from './ports';

const statuses: Readonly<Record<ExecutionStatus, DrillProgress['status']>> = {
  RUNNING: 'running',
  PENDING_REDRIVE: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed out',
  ABORTED: 'aborted',
};

/** AWS Step Functions. The client itself tries three times; a passing fault is what is left then. */
export class AwsDrillMachines implements DrillMachines {
  constructor(private readonly client: SFNClient) {}

  static in(region: string): AwsDrillMachines {
    return new AwsDrillMachines(new SFNClient({ region }));
  }

  async start(stateMachineArn: string, name: string, input: object): Promise<string> {
    const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
    const { executionArn } = await asked('the drill could not be started', 'states:StartExecution', () =>
      this.client.send(command),
    );
    if (executionArn === undefined) throw new CommandError('the drill was started without a name: AWS named none');
    return executionArn;
  }

  async progress(executionArn: string): Promise<DrillProgress> {
    return asked(looking, 'states:DescribeExecution and states:GetExecutionHistory', async () => {
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

  async outcome(executionArn: string): Promise<DrillOutcome | undefined> {
    return asked(looking, 'states:GetExecutionHistory', async () => {
      const pages = paginateGetExecutionHistory({ client: this.client }, { executionArn, reverseOrder: true });
      for await (const { events = [] } of pages) {
        for (const event of events) {
          const found = outcomeIn(event.stateExitedEventDetails?.output ?? event.taskSucceededEventDetails?.output);
          if (found) return found;
        }
      }
      return undefined;
    });
  }
}

const looking = 'the drill could not be looked at';

async function asked<T>(what: string, needs: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    if (passing(cause)) throw new PassingFault(cause);
    const missing = cause instanceof Error && /^(StateMachine|Execution)DoesNotExist$/.test(cause.name);
    if (missing) throw new CommandError(`${what}: ${remedyOf(cause.name)}`, 1, { cause });
    throw awsRefusal(cause, what, needs);
  }
}

function remedyOf(name: string): string {
  return name.startsWith('State')
    ? 'this store has no such drill yet; deploy its operations stack (its proof stack for the offsite copy), or use credentials of its account'
    : 'there is no such execution; it may be older than 90 days, or of another account';
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
