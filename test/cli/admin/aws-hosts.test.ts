import { AutoScalingClient, DescribeAutoScalingGroupsCommand, type Instance } from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsHosts } from '../../../cli/admin/aws-hosts';
import { CommandError } from '../../../cli/exit-codes';
import { aStore } from '../../support/stores';

const store = aStore({ region: 'eu-central-1', generation: 3 });
const client = mockClient(AutoScalingClient);
const regions: string[] = [];
const hosts = new AwsHosts((region) => {
  regions.push(region);
  return new AutoScalingClient({ region });
});
beforeEach(() => {
  client.reset();
  regions.length = 0;
});

const instance = (
  InstanceId: string,
  LifecycleState: Instance['LifecycleState'],
  HealthStatus = 'Healthy',
): Instance => ({
  InstanceId,
  LifecycleState,
  HealthStatus,
  AvailabilityZone: 'eu-central-1a',
  ProtectedFromScaleIn: false,
});

function group(account: string, Instances: Instance[]): object {
  return { AutoScalingGroupARN: `arn:aws:autoscaling:eu-central-1:${account}:autoScalingGroup:1:x`, Instances };
}

test('lists what is in service and healthy, on all pages, by the store’s tags in its region', async () => {
  client
    .on(DescribeAutoScalingGroupsCommand)
    .resolvesOnce({
      AutoScalingGroups: [group(store.account, [instance('i-3', 'InService'), instance('i-0', 'Pending')])] as never,
      NextToken: 'more',
    })
    .resolves({
      AutoScalingGroups: [
        group(store.account, [instance('i-2', 'InService'), instance('i-1', 'InService', 'Unhealthy')]),
      ] as never,
    });
  expect(await hosts.healthy(store)).toEqual(['i-2', 'i-3']);
  expect(regions).toEqual(['eu-central-1']);
  expect(client.commandCalls(DescribeAutoScalingGroupsCommand)[0]?.args[0].input.Filters).toEqual([
    { Name: 'tag:storefort:store', Values: ['acme'] },
    { Name: 'tag:storefort:generation', Values: ['3'] },
  ]);
});

test('tells a group without a sound host from no group, and takes none of another account', async () => {
  client.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group(store.account, [])] as never });
  expect(await hosts.healthy(store)).toEqual([]);
  client
    .on(DescribeAutoScalingGroupsCommand)
    .resolves({ AutoScalingGroups: [group('444455556666', [instance('i-1', 'InService')])] as never });
  expect(await hosts.healthy(store)).toBeUndefined();
});

test.each([
  ['CredentialsProviderError', 'no AWS credentials were found'],
  ['ExpiredToken', 'the AWS credentials have expired'],
  ['AccessDenied', 'need autoscaling:DescribeAutoScalingGroups'],
  ['Throttling', 'the hosts of acme in eu-central-1 could not be listed: reason'],
])('says what to do about %s', async (name, message) => {
  client.on(DescribeAutoScalingGroupsCommand).rejects(Object.assign(new Error('reason'), { name }));
  const refused = hosts.healthy(store);
  await expect(refused).rejects.toThrow(CommandError);
  await expect(refused).rejects.toThrow(message);
});
