import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { CommandError } from '../../../cli/exit-codes';
import { evidenceIn } from '../../../cli/evidence-store/aws-evidence';
import { AwsStackOutputs } from '../../../cli/evidence-store/aws-stack-outputs';
import { aStore } from '../../support/stores';

const client = mockClient(CloudFormationClient);
const s3 = mockClient(S3Client);
const store = aStore({ region: 'eu-central-1' });
const outputs = new AwsStackOutputs();
beforeEach(() => {
  client.reset();
  s3.reset();
});

const stack = (account: string, ...named: [string, string][]): never =>
  ({
    StackId: `arn:aws:cloudformation:eu-central-1:${account}:stack/acme-data/1`,
    Outputs: named.map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  }) as never;

test('reads an output of the store’s own stack', async () => {
  client
    .on(DescribeStacksCommand)
    .resolves({ Stacks: [stack(store.account, ['ReleaseBucket', 'r'], ['EvidenceBucket', 'e'])] });
  expect(await outputs.output(store, 'data', 'EvidenceBucket')).toBe('e');
  expect(client.commandCalls(DescribeStacksCommand)[0]?.args[0].input).toEqual({ StackName: 'acme-data' });
  expect(await outputs.output(store, 'data', 'Else')).toBeUndefined();
});

test('takes none of another account', async () => {
  client.on(DescribeStacksCommand).resolves({ Stacks: [stack('444455556666', ['EvidenceBucket', 'e'])] });
  expect(await outputs.output(store, 'data', 'EvidenceBucket')).toBeUndefined();
});

test('knows a stack that is not there from one that may not be seen', async () => {
  const failing = (name: string, message: string) => Object.assign(new Error(message), { name });
  client.on(DescribeStacksCommand).rejects(failing('ValidationError', 'Stack with id acme-data does not exist'));
  expect(await outputs.output(store, 'data', 'EvidenceBucket')).toBeUndefined();
  client.on(DescribeStacksCommand).rejects(failing('ValidationError', 'something else'));
  await expect(outputs.output(store, 'data', 'EvidenceBucket')).rejects.toThrow(
    'could not be looked at: something else',
  );
  client.on(DescribeStacksCommand).rejects(failing('AccessDenied', 'no'));
  await expect(outputs.output(store, 'data', 'EvidenceBucket')).rejects.toThrow('need cloudformation:DescribeStacks');
});

test('evidence that may not be read is said in a person’s words', async () => {
  s3.on(ListObjectsV2Command).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  const period = { since: new Date(0), until: new Date() };
  const refused = evidenceIn('evidence-1', store).newest('restore-drill', period);
  await expect(refused).rejects.toBeInstanceOf(CommandError);
  await expect(refused).rejects.toThrow('they need s3:ListBucket and s3:GetObject on evidence-1');
  expect(s3.commandCalls(GetObjectCommand)).toHaveLength(0);
});
