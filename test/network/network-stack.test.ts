import { App, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Port } from 'aws-cdk-lib/aws-ec2';
import cdkJson from '../../cdk.json';
import type { StoreFile } from '../../lib/config/schema';
import { sizeOf } from '../../lib/config/sizes';
import { HardenedBucket } from '../../lib/hardened/hardened-bucket';
import { NetworkStack } from '../../lib/network/network-stack';
import { aStore } from '../support/stores';

function aNetwork(changes: Partial<StoreFile> = {}) {
  const store = aStore(changes);
  const stage = new Stage(new App({ context: cdkJson.context, analyticsReporting: false }), store.name);
  return { store, stage, network: new NetworkStack(stage, 'Network', { store, size: sizeOf(store) }) };
}

const templateOf = (stack: Stack) => Template.fromStack(stack);

const relay = {
  via: 'smtp',
  from: 'orders@shop.example.com',
  host: 'smtp.relay.example.net',
  networks: ['198.51.100.16/28', '2001:db8:2::/48'],
  secretName: 'storefort/acme/smtp',
} satisfies StoreFile['mail'];

describe('NetworkStack', () => {
  test('refuses a size that wants more zones than the region has', () => {
    expect(() => aNetwork({ region: 'us-west-1', size: 'surge' })).toThrow(
      'region us-west-1 has 2 zones with CloudFront VPC origins, the size wants 3',
    );
  });

  test('names no zone by name and invents none', () => {
    const text = JSON.stringify(templateOf(aNetwork({ size: 'surge' }).network).toJSON());
    expect(text).not.toMatch(/"AvailabilityZone"|dummy1|pl-x+|Fn::GetAZs/);
  });

  test('keeps the addresses of its subnets when a store grows', () => {
    const rangesOf = (size: 'solo' | 'surge') =>
      Object.fromEntries(
        Object.entries(templateOf(aNetwork({ size }).network).findResources('AWS::EC2::Subnet')).map(
          ([id, { Properties }]) => [id, (Properties as { CidrBlock: string }).CidrBlock],
        ),
      );
    expect(rangesOf('surge')).toMatchObject(rangesOf('solo'));
  });

  test('takes the VPC’s range from the store file', () => {
    const template = templateOf(aNetwork({ network: { cidr: '172.16.32.0/20' } }).network);
    template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '172.16.32.0/20' });
    template.hasResourceProperties('AWS::EC2::Subnet', { CidrBlock: '172.16.32.0/24' });
  });

  test('hands out security groups that take no rule from elsewhere', () => {
    const { network } = aNetwork();
    network.securityGroups.host.connections.allowFromAnyIpv4(Port.allTraffic());
    network.securityGroups.database.connections.allowFrom(network.securityGroups.cache, Port.allTraffic());
    const template = templateOf(network);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 8);
    expect(JSON.stringify(template.findResources('AWS::EC2::SecurityGroupIngress'))).not.toContain('CidrIp');
  });

  test('opens port 587 to the relay’s IPv4 networks only: the VPC has no IPv6', () => {
    const groups = JSON.stringify(
      templateOf(aNetwork({ mail: relay }).network).findResources('AWS::EC2::SecurityGroup'),
    );
    expect(groups).toContain('198.51.100.16/28');
    expect(groups).not.toContain('2001:db8');
  });

  test('takes no statement for buckets of other stacks into the log bucket’s policy', () => {
    const { stage, store, network } = aNetwork();
    const other = new Stack(stage, 'Other', { env: { account: store.account, region: store.region } });
    new HardenedBucket(other, 'Releases', { store, accessLogs: { bucket: network.accessLogs, prefix: 'buckets/r/' } });
    const policies = (stack: Stack) => templateOf(stack).findResources('AWS::S3::BucketPolicy');
    const alone = policies(aNetwork().network);
    expect(Object.keys(alone)).toHaveLength(1);
    expect(policies(network)).toEqual(alone);
  });

  test('replicates the door secrets to us-east-1, unless they are there', () => {
    templateOf(aNetwork({ region: 'eu-central-1' }).network).allResourcesProperties('AWS::SecretsManager::Secret', {
      ReplicaRegions: [{ Region: 'us-east-1' }],
    });
    templateOf(aNetwork().network).allResourcesProperties('AWS::SecretsManager::Secret', {
      ReplicaRegions: Match.absent(),
    });
  });

  test('names the generation in what has a name, so that a new one can stand beside the old', () => {
    const template = templateOf(aNetwork({ generation: 2 }).network);
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/aws/vendedlogs/storefort/acme/dns-g2' });
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/storefort/acme-g2/platform' });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Name: 'storefort-acme-g2' });
  });

  test('tells of every NAT gateway', () => {
    expect(aNetwork({ size: 'solo' }).network.natGatewayIds).toHaveLength(1);
    expect(aNetwork({ size: 'surge' }).network.natGatewayIds).toHaveLength(3);
  });
});
