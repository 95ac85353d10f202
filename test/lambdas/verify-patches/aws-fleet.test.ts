import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeImagesCommand, DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeInstancePatchStatesCommand, GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsFleet } from '../../../lambdas/verify-patches/aws-fleet';

const scaling = mockClient(AutoScalingClient);
const ec2 = mockClient(EC2Client);
const ssm = mockClient(SSMClient);
const region = { region: 'eu-central-1' };
const fleet = new AwsFleet(
  { autoScaling: new AutoScalingClient(region), ec2: new EC2Client(region), ssm: new SSMClient(region) },
  { autoScalingGroup: 'acme-hosts', newestImageParameter: '/aws/service/newest' },
);
const launched = new Date('2026-11-20T02:00:00Z');
const scanned = new Date('2026-11-25T02:00:00Z');
const named = (name: string) => Object.assign(new Error('said AWS'), { name });

beforeEach(() => {
  for (const mock of [scaling, ec2, ssm]) mock.reset();
});

describe('hosts', () => {
  const hosts = (...members: (readonly [id: string, state: string])[]) => {
    const Instances = members.map(([InstanceId, LifecycleState]) => ({ InstanceId, LifecycleState }));
    scaling.on(DescribeAutoScalingGroupsCommand).resolves({
      AutoScalingGroups: [{ AutoScalingGroupName: 'acme-hosts', DesiredCapacity: 1, Instances } as never],
    });
    ec2.on(DescribeInstancesCommand).resolves({
      Reservations: members.map(([InstanceId]) => ({
        Instances: [{ InstanceId, ImageId: `ami-${InstanceId}`, LaunchTime: launched }],
      })),
    });
  };

  test('are those of the group, in service or not, with their image and what Patch Manager counts', async () => {
    hosts(['i-1', 'InService'], ['i-2', 'Pending'], ['i-3', 'InService']);
    ssm
      .on(DescribeInstancePatchStatesCommand, { InstanceIds: ['i-1', 'i-2', 'i-3'] })
      .resolvesOnce({
        InstancePatchStates: [
          { InstanceId: 'i-3', MissingCount: 2, FailedCount: 1, OperationEndTime: scanned } as never,
        ],
        NextToken: 'more',
      })
      .resolvesOnce({
        InstancePatchStates: [
          { InstanceId: 'i-1', MissingCount: 0, FailedCount: 0, OperationEndTime: scanned } as never,
        ],
      });
    expect(await fleet.hosts()).toEqual([
      {
        instanceId: 'i-1',
        imageId: 'ami-i-1',
        launchedAt: launched,
        inService: true,
        patchState: { missing: 0, failed: 0, scannedAt: scanned },
      },
      { instanceId: 'i-2', imageId: 'ami-i-2', launchedAt: launched, inService: false, patchState: undefined },
      {
        instanceId: 'i-3',
        imageId: 'ami-i-3',
        launchedAt: launched,
        inService: true,
        patchState: { missing: 2, failed: 1, scannedAt: scanned },
      },
    ]);
    expect(ssm.commandCalls(DescribeInstancePatchStatesCommand)[1]?.args[0].input.NextToken).toBe('more');
  });

  test.each(['MissingCount', 'FailedCount', 'OperationEndTime'])(
    'half a patch state is none (without %s)',
    async (field) => {
      hosts(['i-1', 'InService']);
      const state = {
        InstanceId: 'i-1',
        MissingCount: 0,
        FailedCount: 0,
        OperationEndTime: scanned,
        [field]: undefined,
      };
      ssm.on(DescribeInstancePatchStatesCommand).resolves({ InstancePatchStates: [state as never] });
      expect((await fleet.hosts())[0]?.patchState).toBeUndefined();
    },
  );

  test('are asked about fifty at a time', async () => {
    hosts(...Array.from({ length: 51 }, (_, n) => [`i-${n}`, 'InService'] as const));
    ssm.on(DescribeInstancePatchStatesCommand).resolves({ InstancePatchStates: [] });
    expect(await fleet.hosts()).toHaveLength(51);
    const asked = ssm.commandCalls(DescribeInstancePatchStatesCommand).map(({ args }) => args[0].input.InstanceIds);
    expect(asked.map((ids) => ids?.length)).toEqual([50, 1]);
    expect(asked[1]).toEqual(['i-50']);
  });

  test('of an empty group are none', async () => {
    hosts();
    expect(await fleet.hosts()).toEqual([]);
    expect(ssm.calls()).toHaveLength(0);
  });

  test('are unknown when Patch Manager does not answer', async () => {
    hosts(['i-1', 'InService']);
    ssm.on(DescribeInstancePatchStatesCommand).rejects(named('InternalServerError'));
    await expect(fleet.hosts()).rejects.toThrow('the patch states: InternalServerError');
  });
});

describe('images', () => {
  const image = { ImageId: 'ami-1', CreationDate: '2026-11-10T10:00:00.000Z', Name: 'al2023' };

  test('have a date and a name, deprecated ones too', async () => {
    ec2.on(DescribeImagesCommand, { ImageIds: ['ami-1'], IncludeDeprecated: true }).resolves({ Images: [image] });
    expect(await fleet.image('ami-1')).toEqual({
      imageId: 'ami-1',
      createdAt: new Date('2026-11-10T10:00:00Z'),
      name: 'al2023',
    });
  });

  test('that are gone are gone, however EC2 says it', async () => {
    ec2
      .on(DescribeImagesCommand)
      .rejectsOnce(named('InvalidAMIID.NotFound'))
      .rejectsOnce(named('InvalidAMIID.Unavailable'))
      .resolvesOnce({ Images: [] })
      .resolvesOnce({ Images: [{ ...image, ImageId: 'ami-2' }] });
    for (let n = 0; n < 4; n += 1) expect(await fleet.image('ami-1')).toBeUndefined();
  });

  test('are unknown when EC2 does not answer, or by halves', async () => {
    ec2
      .on(DescribeImagesCommand)
      .rejectsOnce(named('UnauthorizedOperation'))
      .resolvesOnce({})
      .resolvesOnce({ Images: [{ ImageId: 'ami-1' }] });
    await expect(fleet.image('ami-1')).rejects.toThrow('the image ami-1 could not be looked up');
    await expect(fleet.image('ami-1')).rejects.toThrow('the image ami-1 could not be looked up');
    await expect(fleet.image('ami-1')).rejects.toThrow('the image ami-1 has no date');
  });

  test('the newest is what the public parameter names', async () => {
    ssm.on(GetParameterCommand, { Name: '/aws/service/newest' }).resolves({ Parameter: { Value: 'ami-1' } });
    ec2.on(DescribeImagesCommand).resolves({ Images: [image] });
    expect((await fleet.newestImage()).imageId).toBe('ami-1');
  });

  test('the newest cannot be gone, nor unnamed', async () => {
    ssm
      .on(GetParameterCommand)
      .resolvesOnce({ Parameter: { Value: 'ami-1' } })
      .resolvesOnce({})
      .rejects(named('Throttled'));
    ec2.on(DescribeImagesCommand).resolves({ Images: [] });
    await expect(fleet.newestImage()).rejects.toThrow('the newest image ami-1 does not exist');
    await expect(fleet.newestImage()).rejects.toThrow('the parameter /aws/service/newest is empty');
    await expect(fleet.newestImage()).rejects.toThrow('the parameter /aws/service/newest: Throttled');
  });
});
