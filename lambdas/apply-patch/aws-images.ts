import { setTimeout as sleep } from 'node:timers/promises';
import { GetParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { asked } from '../shared/paged';
import type { Images } from './ports';

/** Looks whether Parameter Store has taken a value. */
const mostLooks = 15;

/**
 * The store's parameter and AWS's public one. Needs `ssm:GetParameter` on both, `ssm:PutParameter` on the store's, and
 * `ec2:DescribeImages`, with which Parameter Store checks the image in the caller's name.
 */
export class AwsImages implements Images {
  constructor(
    private readonly client: SSMClient,
    private readonly names: { readonly store: string; readonly newest: string },
    /** Between two looks. */
    private readonly pauseMs = 2_000,
  ) {}

  current(): Promise<string> {
    return this.read(this.names.store);
  }

  newest(): Promise<string> {
    return this.read(this.names.newest);
  }

  /**
   * Parameter Store checks the image after it has answered, and keeps the old value when it does not like it:
   * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-ec2-aliases.html
   */
  async write(imageId: string): Promise<void> {
    const Name = this.names.store;
    const command = new PutParameterCommand({
      Name,
      Value: imageId,
      Type: 'String',
      DataType: 'aws:ec2:image',
      Overwrite: true,
    });
    await asked(`the parameter ${Name} could not be written`, () => this.client.send(command));
    for (let look = 0; look < mostLooks; look += 1) {
      if ((await this.current()) === imageId) return;
      await sleep(this.pauseMs);
    }
    throw new Error(`the parameter ${Name} does not take ${imageId}: the image may be gone`);
  }

  private async read(Name: string): Promise<string> {
    const { Parameter } = await asked(`the parameter ${Name}`, () =>
      this.client.send(new GetParameterCommand({ Name })),
    );
    if (!/^ami-[0-9a-f]+$/.test(Parameter?.Value ?? '')) throw new Error(`the parameter ${Name} holds no image id`);
    return Parameter?.Value ?? '';
  }
}
