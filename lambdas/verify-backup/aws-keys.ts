import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import type { Keys, KeyState } from './ports';

/** KMS. Needs `kms:DescribeKey`, `kms:GetKeyRotationStatus` and `kms:GetKeyPolicy` on the key. */
export class AwsKeys implements Keys {
  /** @param client of the key's region */
  constructor(private readonly client: KMSClient) {}

  async describe(keyArn: string): Promise<KeyState> {
    const KeyId = keyArn;
    try {
      const [described, rotation, policy] = await Promise.all([
        this.client.send(new DescribeKeyCommand({ KeyId })),
        this.client.send(new GetKeyRotationStatusCommand({ KeyId })),
        this.client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' })),
      ]);
      const state = described.KeyMetadata?.KeyState;
      if (state === undefined || rotation.KeyRotationEnabled === undefined || policy.Policy === undefined) {
        throw new Error('the answer lacks state, rotation or policy');
      }
      return { state, rotating: rotation.KeyRotationEnabled, policy: JSON.parse(policy.Policy) as unknown };
    } catch (error) {
      throw new Error(`${keyArn} could not be described`, { cause: error });
    }
  }
}
