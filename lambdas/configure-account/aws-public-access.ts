import {
  GetPublicAccessBlockCommand,
  NoSuchPublicAccessBlockConfiguration,
  PutPublicAccessBlockCommand,
  type S3ControlClient,
} from '@aws-sdk/client-s3-control';
import type { PublicAccess } from './ports';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export class AwsPublicAccess implements PublicAccess {
  constructor(private readonly client: S3ControlClient) {}

  async isBlocked(account: string): Promise<boolean> {
    try {
      const { PublicAccessBlockConfiguration: found } = await this.client.send(
        new GetPublicAccessBlockCommand({ AccountId: account }),
      );
      const settings = [
        found?.BlockPublicAcls,
        found?.BlockPublicPolicy,
        found?.IgnorePublicAcls,
        found?.RestrictPublicBuckets,
      ];
      return settings.every((setting) => setting === true);
    } catch (error) {
      // An account that never had one: not a fault.
      if (error instanceof NoSuchPublicAccessBlockConfiguration) return false;
      throw new Error('the account’s S3 Block Public Access could not be read', { cause: error });
    }
  }

  async block(account: string): Promise<void> {
    try {
      await this.client.send(
        new PutPublicAccessBlockCommand({
          AccountId: account,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        }),
      );
    } catch (error) {
      throw new Error('the account’s S3 Block Public Access could not be switched on', { cause: error });
    }
  }
}
