import { DescribeKeyCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsKeys } from '../../../lambdas/verify-backup/aws-keys';

const client = mockClient(KMSClient);
const keys = new AwsKeys(new KMSClient({ region: 'us-west-2' }));
const KeyId = 'arn:key';

beforeEach(() => {
  client.reset();
  client.on(DescribeKeyCommand, { KeyId }).resolves({ KeyMetadata: { KeyId: 'key', KeyState: 'Enabled' } });
  client.on(GetKeyRotationStatusCommand, { KeyId }).resolves({ KeyRotationEnabled: true });
  client.on(GetKeyPolicyCommand, { KeyId, PolicyName: 'default' }).resolves({ Policy: '{"Version":"2012-10-17"}' });
});

test('describes state, rotation and policy', async () => {
  expect(await keys.describe(KeyId)).toEqual({ state: 'Enabled', rotating: true, policy: { Version: '2012-10-17' } });
});

test('does not take pending deletion for anything else', async () => {
  client.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'key', KeyState: 'PendingDeletion' } });
  client.on(GetKeyRotationStatusCommand).resolves({ KeyRotationEnabled: false });
  expect(await keys.describe(KeyId)).toMatchObject({ state: 'PendingDeletion', rotating: false });
});

test.each([
  ['state', () => client.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'key' } })],
  ['metadata', () => client.on(DescribeKeyCommand).resolves({})],
  ['rotation', () => client.on(GetKeyRotationStatusCommand).resolves({})],
  ['policy', () => client.on(GetKeyPolicyCommand).resolves({})],
  ['a policy that is JSON', () => client.on(GetKeyPolicyCommand).resolves({ Policy: '{' })],
])('half an answer is none (without %s)', async (_, answer) => {
  answer();
  await expect(keys.describe(KeyId)).rejects.toThrow('arn:key could not be described');
});

test.each([DescribeKeyCommand, GetKeyRotationStatusCommand, GetKeyPolicyCommand])(
  'a refusal of one call is thrown (%p)',
  async (command) => {
    const fault = new Error('Rate exceeded');
    client.on(command).rejects(fault);
    await expect(keys.describe(KeyId)).rejects.toMatchObject({
      message: 'arn:key could not be described',
      cause: fault,
    });
  },
);
