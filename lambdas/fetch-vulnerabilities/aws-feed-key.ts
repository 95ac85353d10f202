import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import type { FeedKey } from './ports';

/** What may stand in a header. */
const form = z.string().regex(/^[\x21-\x7e]{8,1000}$/);
const json = z.object({ key: z.string() });

/** Needs `secretsmanager:GetSecretValue` on the secret, and `kms:Decrypt` with its key. */
export class AwsFeedKey implements FeedKey {
  constructor(
    private readonly client: SecretsManagerClient,
    private readonly secretArn: string,
  ) {}

  async read(): Promise<string> {
    const { SecretString } = await this.client.send(new GetSecretValueCommand({ SecretId: this.secretArn }));
    const parsed = form.safeParse(plain(SecretString ?? ''));
    // zod's and JSON's own messages may quote the content.
    if (!parsed.success) throw new Error(`${this.secretArn} must hold the key as plain text, or as JSON with key`);
    return parsed.data;
  }
}

/** People paste it with the line's end. */
function plain(text: string): string {
  const trimmed = text.trim();
  if (!/^[{["]/.test(trimmed)) return trimmed;
  try {
    return json.parse(JSON.parse(trimmed)).key.trim();
  } catch {
    return '';
  }
}
