import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import type { Credentials, DatabaseSecrets } from './ports';

const credentials = z.object({ username: z.string().min(1), password: z.string().min(1) });

/** Credentials as RDS and Secrets Manager write them: JSON with `username` and `password`. */
export class AwsDatabaseSecrets implements DatabaseSecrets {
  constructor(private readonly client: SecretsManagerClient) {}

  async read(secretArn: string): Promise<Credentials> {
    const { SecretString } = await this.client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    const parsed = credentials.safeParse(jsonOf(SecretString));
    // zod's and JSON's own messages may quote the content.
    if (!parsed.success) throw new Error(`${secretArn} must hold JSON with username and password`);
    return parsed.data;
  }
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
