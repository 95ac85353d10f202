import {
  EnableEbsEncryptionByDefaultCommand,
  type EC2Client,
  GetEbsEncryptionByDefaultCommand,
} from '@aws-sdk/client-ec2';
import type { VolumeEncryption } from './ports';

/** https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html */
export class AwsVolumeEncryption implements VolumeEncryption {
  constructor(private readonly client: EC2Client) {}

  async isDefault(): Promise<boolean> {
    try {
      const found = await this.client.send(new GetEbsEncryptionByDefaultCommand({}));
      return found.EbsEncryptionByDefault === true;
    } catch (error) {
      throw new Error('EBS encryption by default could not be read', { cause: error });
    }
  }

  async makeDefault(): Promise<void> {
    try {
      await this.client.send(new EnableEbsEncryptionByDefaultCommand({}));
    } catch (error) {
      throw new Error('EBS encryption by default could not be switched on', { cause: error });
    }
  }
}
