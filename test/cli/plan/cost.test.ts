import type { PlannedResource } from '../../../cli/plan/assembly';
import { costOf } from '../../../cli/plan/cost';
import { cutsOf } from '../../../cli/plan/cuts';
import { aResource, aStack } from './assemblies';

const lines = (resources: PlannedResource[], region = 'us-east-1') =>
  costOf([aStack({ resources, region })], region, 150).lines;
const amounts = (...resources: PlannedResource[]) => lines(resources).map(({ item, dollars }) => [item, dollars]);

test('prices a NAT gateway and its address by the hour', () => {
  expect(amounts(aResource('AWS::EC2::NatGateway'), aResource('AWS::EC2::EIP'))).toEqual([
    ['NAT gateway', 32.85],
    ['public IPv4 address', 3.65],
  ]);
});

test('prices the fleet at its minimum, with disks and detailed monitoring', () => {
  const group = aResource('AWS::AutoScaling::AutoScalingGroup', { MinSize: '2', MaxSize: '6' });
  const template = aResource('AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: {
      InstanceType: 't4g.small',
      BlockDeviceMappings: [{ Ebs: { VolumeSize: 20 } }],
      Monitoring: { Enabled: true },
    },
  });
  expect(amounts(group, template)).toEqual([
    ['t4g.small, minimum of the group', 24.53],
    ['gp3 volume', 3.2],
    ['metric of detailed monitoring', 4.2],
  ]);
});

test('prices a Multi-AZ database twice, storage too, and the secret that RDS keeps', () => {
  const database = aResource('AWS::RDS::DBInstance', {
    DBInstanceClass: 'db.t4g.small',
    MultiAZ: true,
    AllocatedStorage: '20',
    ManageMasterUserPassword: true,
  });
  expect(amounts(database)).toEqual([
    ['db.t4g.small, Multi-AZ: primary and standby', 46.72],
    ['database storage, in both zones', 4.6],
    ['secret, each replica too', 0.4],
  ]);
});

test('prices a database in one zone once', () => {
  const database = aResource('AWS::RDS::DBInstance', { DBInstanceClass: 'db.t4g.small', AllocatedStorage: '20' });
  expect(amounts(database)).toEqual([
    ['db.t4g.small', 23.36],
    ['database storage', 2.3],
  ]);
});

test('prices every cache node, secret replica and metric that an alarm reads', () => {
  const cache = aResource('AWS::ElastiCache::ReplicationGroup', {
    CacheNodeType: 'cache.t4g.small',
    NumCacheClusters: 2,
  });
  const secret = aResource('AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: 'us-east-1' }] });
  const alarm = aResource('AWS::CloudWatch::Alarm', {
    Metrics: [{ Expression: 'a/b' }, { MetricStat: {} }, { MetricStat: {} }],
  });
  expect(amounts(cache, secret, alarm, aResource('AWS::CloudWatch::Alarm'))).toEqual([
    ['cache.t4g.small node', 37.38],
    ['secret, each replica too', 0.8],
    ['alarm, by metrics read', 0.3],
  ]);
});

test('counts interface endpoints by zone, and gateway endpoints not at all', () => {
  const endpoint = aResource('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface', SubnetIds: ['a', 'b'] });
  expect(amounts(endpoint, aResource('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }))).toEqual([
    ['interface endpoint and zone', 14.6],
  ]);
});

test('prices backups of several plans once, and the second copy apart', () => {
  const plan = (copies: object[]) =>
    aResource('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{ CopyActions: copies }] } });
  expect(amounts(plan([]), plan([]))).toHaveLength(2);
  expect(amounts(plan([{}]), plan([])).map(([item]) => item)).toContain('database recovery points, second copy');
});

test('says so when it knows no price, instead of guessing one', () => {
  const database = aResource('AWS::RDS::DBInstance', { DBInstanceClass: 'db.x9g.huge', AllocatedStorage: '20' });
  const cost = costOf([aStack({ resources: [database] })], 'us-east-1', 150);
  expect(cost.unpriced).toEqual(['db.x9g.huge']);
  expect(cost.totalDollars).toBe(2.3);
});

test('adds a region factor to hourly prices only, states more doubt, and holds us-east-1 against the ceiling', () => {
  const resources = [aResource('AWS::EC2::NatGateway'), aResource('AWS::KMS::Key')];
  const cost = costOf([aStack({ resources, region: 'eu-central-1' })], 'eu-central-1', 30);
  expect(cost.lines.map(({ dollars }) => dollars)).toEqual([38.76, 1]);
  expect(cost).toMatchObject({ totalDollars: 39.76, usEast1Dollars: 33.85, overDollars: 3.85, uncertaintyPercent: 20 });
});

test('is not over the ceiling when it is at it', () => {
  const cost = costOf([aStack({ resources: [aResource('AWS::KMS::Key')] })], 'us-east-1', 1);
  expect(cost).toMatchObject({ totalDollars: 1, overDollars: 0, uncertaintyPercent: 10 });
});

test('says that web ACLs and distributions are missing from the cost only while the templates hold none', () => {
  const without = costOf([aStack()], 'us-east-1', 1).notIncluded.join();
  const resources = [aResource('AWS::WAFv2::WebACL', { Rules: [{}, {}] }), aResource('AWS::CloudFront::Distribution')];
  const built = costOf([aStack({ resources })], 'us-east-1', 1);
  expect(without).toMatch(/web ACLs.*CloudFront/);
  expect(built.notIncluded.join()).not.toMatch(/hold none|hold no distribution/);
  expect(built.totalDollars).toBe(7);
});

test('prices each web ACL and each of its rules, and says what the staff door’s would save', () => {
  const acl = (rules: number) => aResource('AWS::WAFv2::WebACL', { Rules: Array.from({ length: rules }, () => ({})) });
  expect(amounts(acl(10), acl(6))).toEqual([
    ['web ACL', 10],
    ['web ACL rule or group', 16],
  ]);
  expect(cutsOf(lines([acl(10), acl(6)]), { size: 'solo' })).toMatchObject([
    { cut: 'the web ACL of the staff door', savesDollars: 13 },
  ]);
});

test('every line names its source at AWS and its day', () => {
  const [line] = lines([aResource('AWS::EC2::NatGateway')]);
  expect(line?.source).toBe('https://aws.amazon.com/vpc/pricing/');
  expect(line?.asOf).toBe('2026-06-01');
});

test('lists what could be cut with what it gives up, largest first', () => {
  const database = aResource('AWS::RDS::DBInstance', {
    DBInstanceClass: 'db.t4g.medium',
    MultiAZ: true,
    AllocatedStorage: '50',
  });
  const plan = aResource('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{ CopyActions: [{}] }] } });
  const cuts = cutsOf(lines([plan, database, aResource('AWS::EC2::NatGateway')]), { size: 'shop' });
  expect(cuts.map(({ cut, savesDollars }) => [cut, savesDollars])).toEqual([
    ['database in one zone', 53],
    ['the next smaller database.instanceClass', 47],
    ['backup.offsite: { enabled: false, reason }', 2],
  ]);
  expect(cuts.every(({ givesUp }) => givesUp.length > 20)).toBe(true);
});

test('counts the logs of functions, state machines and a network that leads nowhere as cents', () => {
  const group = (logicalId: string): PlannedResource => ({ ...aResource('AWS::Logs::LogGroup'), logicalId });
  const quiet = [
    group('FunctionLogs'),
    aResource('AWS::Lambda::Function', { LoggingConfig: { LogGroup: { Ref: 'FunctionLogs' } } }),
    group('MachineLogs'),
    aResource('AWS::StepFunctions::StateMachine', {
      LoggingConfiguration: {
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': ['MachineLogs', 'Arn'] } } }],
      },
    }),
    group('FlowLogs'),
    aResource('AWS::EC2::FlowLog', { LogGroupName: { Ref: 'FlowLogs' } }),
  ];
  const logs = (...resources: PlannedResource[]) =>
    lines(resources)
      .filter(({ item }) => item === 'log ingestion')
      .map(({ quantity, assumption }) => [quantity, assumption]);
  expect(logs(...quiet, group('HostLogs'))).toEqual([
    [0.03, 'of functions and drills, assumed 0.01 GiB each'],
    [0.25, 'assumed 0.25 GiB each'],
  ]);
  expect(logs(...quiet, aResource('AWS::EC2::NatGateway'))).toEqual([
    [0.02, 'of functions and drills, assumed 0.01 GiB each'],
    [0.25, 'assumed 0.25 GiB each'],
  ]);
});

test('bills a metric that a function writes all day, once however many alarms miss it', () => {
  const alarm = (more: object = {}) =>
    aResource('AWS::CloudWatch::Alarm', {
      Namespace: 'Storefort/acme',
      MetricName: 'ShopProbed',
      Period: 300,
      TreatMissingData: 'breaching',
      ...more,
    });
  const steady = (...resources: PlannedResource[]) =>
    amounts(...resources).filter(([item]) => item === 'metric that a function writes all day');
  expect(steady(alarm(), alarm())).toEqual([['metric that a function writes all day', 0.3]]);
  for (const other of [{ Period: 3600 }, { Namespace: 'AWS/RDS' }, { TreatMissingData: 'notBreaching' }]) {
    expect(steady(alarm(other))).toEqual([]);
  }
});

test('bills a log filter’s metric for the hours with a value, all of them when it has a default', () => {
  const filter = (transformation: object) =>
    aResource('AWS::Logs::MetricFilter', { MetricTransformations: [transformation] });
  expect(amounts(filter({ MetricValue: '1' }), filter({ MetricValue: '1', DefaultValue: 0 }))).toEqual([
    ['metric from a log filter', 0.03],
    ['metric from a log filter', 0.3],
  ]);
});
