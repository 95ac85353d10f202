import {
  BatchGetAccountStatusCommand,
  EnableCommand,
  type FailedAccount,
  type Inspector2Client,
  type State,
} from '@aws-sdk/client-inspector2';
import type { Scanned, Scanner, ScanState } from './ports';

/** https://docs.aws.amazon.com/inspector/v2/APIReference/API_Enable.html */
export class AwsScanner implements Scanner {
  constructor(private readonly client: Inspector2Client) {}

  async states(account: string): Promise<Readonly<Record<Scanned, ScanState>>> {
    const answer = await this.client
      .send(new BatchGetAccountStatusCommand({ accountIds: [account] }))
      .catch((error: unknown) => {
        throw new Error('Inspector’s state could not be read', { cause: error });
      });
    refuseFailed('Inspector’s state could not be read', answer.failedAccounts);
    const found = answer.accounts?.find(({ accountId }) => accountId === account)?.resourceState;
    return { EC2: stateOf(found?.ec2), LAMBDA: stateOf(found?.lambda) };
  }

  async enable(account: string, what: readonly Scanned[]): Promise<void> {
    const answer = await this.client
      .send(new EnableCommand({ accountIds: [account], resourceTypes: [...what] }))
      .catch((error: unknown) => {
        throw new Error('Inspector could not be switched on', { cause: error });
      });
    refuseFailed('Inspector could not be switched on', answer.failedAccounts);
  }
}

/** Inspector answers 200 and lists here whom it refused. */
function refuseFailed(what: string, failed: readonly FailedAccount[] | undefined): void {
  const [first] = failed ?? [];
  if (first) throw new Error(`${what}: ${first.errorCode ?? 'no code'} ${first.errorMessage ?? ''}`.trim());
}

function stateOf(found: State | undefined): ScanState {
  switch (found?.status) {
    case 'ENABLED':
      return 'enabled';
    case 'ENABLING':
    case 'DISABLING':
    case 'SUSPENDING':
      return 'changing';
    default:
      return 'disabled';
  }
}
