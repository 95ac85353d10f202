import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsFeedKey } from '../../../lambdas/fetch-vulnerabilities/aws-feed-key';

const client = mockClient(SecretsManagerClient);
const key = new AwsFeedKey(new SecretsManagerClient({ region: 'us-east-1' }), 'arn:secret');

beforeEach(() => {
  client.reset();
});

describe('AwsFeedKey', () => {
  test.each([
    '0123456789abcdef',
    ' 0123456789abcdef\n',
    '{"key":"0123456789abcdef"}',
    '{ "key": "0123456789abcdef\\n" }',
  ])('reads %j', async (SecretString) => {
    client.on(GetSecretValueCommand, { SecretId: 'arn:secret' }).resolves({ SecretString });
    expect(await key.read()).toBe('0123456789abcdef');
  });

  test.each([
    undefined,
    '',
    '  ',
    'hidden',
    'hidden value of words',
    'hidden-value\r\nX-Other: header',
    'hidden-välue',
    'h'.repeat(1_001),
    '"hidden-value"',
    '["hidden-value"]',
    '{"key":"hidden-value"',
    '{"apiKey":"hidden-value"}',
    '{"key":12345678}',
    '{"key":"hidden"}',
  ])('refuses what is no key (%j), without showing it', async (SecretString) => {
    client.on(GetSecretValueCommand).resolves({ SecretString });
    const error: unknown = await key.read().catch((thrown: unknown) => thrown);
    expect((error as Error).message).toBe('arn:secret must hold the key as plain text, or as JSON with key');
    expect((error as Error).cause).toBeUndefined();
  });

  test('a refusal of AWS reaches the caller', async () => {
    client.on(GetSecretValueCommand).rejects(new Error('AccessDeniedException'));
    await expect(key.read()).rejects.toThrow('AccessDeniedException');
  });
});
