import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { DescribeImagesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeInstancePatchStatesCommand,
  GetParameterCommand,
  type InstancePatchState,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { readGroup, readInstances } from '../shared/aws-fleet-members';
import { asked, paged } from '../shared/paged';
import type { VerifyPatchesExpectations } from './contract';
import type { Fleet, Host, Image } from './ports';

/** What Patch Manager is asked about at once. */
const mostAtOnce = 50;

/**
 * Auto Scaling, EC2 and Patch Manager at home. Needs `autoscaling:DescribeAutoScalingGroups`, `ec2:DescribeInstances`,
 * `ec2:DescribeImages`, `ssm:DescribeInstancePatchStates`, and `ssm:GetParameter` on AWS's public parameter.
 */
export class AwsFleet implements Fleet {
  constructor(
    private readonly clients: {
      readonly autoScaling: AutoScalingClient;
      readonly ec2: EC2Client;
      readonly ssm: SSMClient;
    },
    private readonly expected: Pick<VerifyPatchesExpectations, 'autoScalingGroup' | 'newestImageParameter'>,
  ) {}

  async hosts(): Promise<readonly Host[]> {
    const { members } = await readGroup(this.clients.autoScaling, this.expected.autoScalingGroup);
    const ids = members.map(({ instanceId }) => instanceId);
    const instances = await readInstances(this.clients.ec2, ids);
    const states = await this.patchStates(ids);
    return instances.map((instance) => ({
      ...instance,
      inService: members.some(({ instanceId, inService }) => instanceId === instance.instanceId && inService),
      patchState: patchState(states.find(({ InstanceId }) => InstanceId === instance.instanceId)),
    }));
  }

  async newestImage(): Promise<Image> {
    const name = this.expected.newestImageParameter;
    const { Parameter } = await asked(`the parameter ${name}`, () =>
      this.clients.ssm.send(new GetParameterCommand({ Name: name })),
    );
    if (Parameter?.Value === undefined) throw new Error(`the parameter ${name} is empty`);
    const image = await this.image(Parameter.Value);
    if (image === undefined) throw new Error(`the newest image ${Parameter.Value} does not exist`);
    return image;
  }

  async image(imageId: string): Promise<Image | undefined> {
    const found = (await this.images(imageId)).find(({ ImageId }) => ImageId === imageId);
    if (found === undefined) return undefined;
    const createdAt = new Date(found.CreationDate ?? '');
    if (Number.isNaN(createdAt.getTime())) throw new Error(`the image ${imageId} has no date`);
    return { imageId, createdAt, name: found.Name ?? '' };
  }

  private async images(imageId: string) {
    try {
      const { Images } = await this.clients.ec2.send(
        // AWS deprecates its images after 90 days, and lists those only when asked.
        new DescribeImagesCommand({ ImageIds: [imageId], IncludeDeprecated: true }),
      );
      if (Images === undefined) throw new Error('without a list');
      return Images;
    } catch (error) {
      // EC2's errors have no classes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
      if (error instanceof Error && /^InvalidAMIID\.(NotFound|Unavailable)$/.test(error.name)) return [];
      throw new Error(`the image ${imageId} could not be looked up`, { cause: error });
    }
  }

  private async patchStates(instanceIds: readonly string[]): Promise<readonly InstancePatchState[]> {
    const all: InstancePatchState[] = [];
    for (let from = 0; from < instanceIds.length; from += mostAtOnce) {
      const InstanceIds = instanceIds.slice(from, from + mostAtOnce);
      const some = await paged('the patch states', async (NextToken) => {
        const answer = await this.clients.ssm.send(new DescribeInstancePatchStatesCommand({ InstanceIds, NextToken }));
        return { found: answer.InstancePatchStates, next: answer.NextToken };
      });
      all.push(...some);
    }
    return all;
  }
}

/** Half a state is none. */
function patchState(state: InstancePatchState | undefined): Host['patchState'] {
  const { MissingCount: missing, FailedCount: failed, OperationEndTime: scannedAt } = state ?? {};
  if (missing === undefined || failed === undefined || scannedAt === undefined) return undefined;
  return { missing, failed, scannedAt };
}
