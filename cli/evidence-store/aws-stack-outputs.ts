import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { awsRefusal } from '../aws-refusal';
import type { StackOutputs } from './ports';

/** AWS CloudFormation's. A stack of that name in somebody else's account is none of the store's. */
export class AwsStackOutputs implements StackOutputs {
  constructor(private readonly clientIn = (region: string) => new CloudFormationClient({ region })) {}

  async output(
    store: { readonly name: string; readonly region: string; readonly account: string },
    stack: string,
    name: string,
  ): Promise<string | undefined> {
    const StackName = `${store.name}-${stack}`;
    try {
      const { Stacks = [] } = await this.clientIn(store.region).send(new DescribeStacksCommand({ StackName }));
      const own = Stacks.filter(({ StackId }) => StackId?.split(':')[4] === store.account);
      return own.flatMap(({ Outputs = [] }) => Outputs).find(({ OutputKey }) => OutputKey === name)?.OutputValue;
    } catch (cause) {
      // CloudFormation has no error of its own for it.
      if (cause instanceof Error && cause.name === 'ValidationError' && /does not exist/.test(cause.message))
        return undefined;
      throw awsRefusal(
        cause,
        `the stack ${StackName} in ${store.region} could not be looked at`,
        'cloudformation:DescribeStacks',
      );
    }
  }
}
