import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';

/**
 * Running these documents, and no others, on hosts of this store, which their tags tell.
 * What it leaves open: whoever may end a command may end any of the account; Systems Manager knows no narrower resource.
 *
 * @param scope in the region of the hosts
 * @param documents names of Systems Manager documents
 */
export function hostCommandStatements(
  scope: Construct,
  store: Pick<StoreConfig, 'name' | 'generation'>,
  documents: readonly string[],
): PolicyStatement[] {
  const stack = Stack.of(scope);
  return [
    new PolicyStatement({
      sid: 'FindHosts',
      actions: ['autoscaling:DescribeAutoScalingGroups', 'ssm:DescribeInstanceInformation'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'SendDocuments',
      actions: ['ssm:SendCommand'],
      resources: documents.map((resourceName) =>
        stack.formatArn({ service: 'ssm', resource: 'document', resourceName }),
      ),
    }),
    new PolicyStatement({
      sid: 'ToHostsOfThisStore',
      actions: ['ssm:SendCommand'],
      resources: [stack.formatArn({ service: 'ec2', resource: 'instance', resourceName: '*' })],
      conditions: {
        StringEquals: {
          'ssm:resourceTag/storefort:store': store.name,
          'ssm:resourceTag/storefort:generation': String(store.generation),
        },
      },
    }),
    new PolicyStatement({
      sid: 'FollowCommands',
      actions: ['ssm:CancelCommand', 'ssm:GetCommandInvocation'],
      resources: ['*'],
    }),
  ];
}
