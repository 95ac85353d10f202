import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsDatabaseSecrets } from '../../../lambdas/create-database-users/aws-database-secrets';

describe('AwsDatabaseSecrets', () => {
  const client = mockClient(SecretsManagerClient);
  const secrets = new AwsDatabaseSecrets(new SecretsManagerClient({ region: 'us-east-1' }));
  beforeEach(() => {
    client.reset();
  });

  test('reads user name and password, and leaves the rest', async () => {
    client
      .on(GetSecretValueCommand, { SecretId: 'arn:secret' })
      .resolves({ SecretString: JSON.stringify({ username: 'app', password: 'p', host: 'h', masterarn: 'm' }) });
    expect(await secrets.read('arn:secret')).toEqual({ username: 'app', password: 'p' });
  });

  test.each([
    undefined,
    '',
    'hidden-value',
    '"hidden-value"',
    '{"username":"hidden-value"}',
    '{"password":""}',
    'null',
  ])('refuses content that is no credentials (%j) without showing it', async (SecretString) => {
    client.on(GetSecretValueCommand).resolves({ SecretString });
    const error: unknown = await secrets.read('arn:secret').catch((thrown: unknown) => thrown);
    expect((error as Error).message).toBe('arn:secret must hold JSON with username and password');
    expect((error as Error).cause).toBeUndefined();
  });

  test('a refusal of AWS reaches the caller', async () => {
    client.on(GetSecretValueCommand).rejects(new Error('AccessDeniedException'));
    await expect(secrets.read('arn:secret')).rejects.toThrow('AccessDeniedException');
  });
});
