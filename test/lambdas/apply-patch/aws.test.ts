import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  BackupClient,
  DescribeBackupJobCommand,
  ListRecoveryPointsByBackupVaultCommand,
  StartBackupJobCommand,
} from '@aws-sdk/client-backup';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsAlarms } from '../../../lambdas/apply-patch/aws-alarms';
import { AwsBackups } from '../../../lambdas/apply-patch/aws-backups';
import { AwsDeployments } from '../../../lambdas/apply-patch/aws-deployments';
import { AwsHosts } from '../../../lambdas/apply-patch/aws-hosts';
import { AwsImages } from '../../../lambdas/apply-patch/aws-images';
import { AwsWindows } from '../../../lambdas/apply-patch/aws-windows';

const region = { region: 'eu-central-1' };
const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
const aws = {
  scaling: mockClient(AutoScalingClient),
  backup: mockClient(BackupClient),
  stacks: mockClient(CloudFormationClient),
  watch: mockClient(CloudWatchClient),
  ec2: mockClient(EC2Client),
  sfn: mockClient(SFNClient),
  ssm: mockClient(SSMClient),
};

beforeEach(() => {
  for (const mock of Object.values(aws)) mock.reset();
});

describe('AwsImages', () => {
  const images = new AwsImages(new SSMClient(region), { store: '/acme/ami', newest: '/aws/newest' }, 1);
  const says = (Value?: string) => ({ Parameter: { Value } });

  test('reads the store’s own image, and AWS’s newest', async () => {
    aws.ssm.on(GetParameterCommand, { Name: '/acme/ami' }).resolves(says('ami-0000000a'));
    aws.ssm.on(GetParameterCommand, { Name: '/aws/newest' }).resolves(says('ami-0000000b'));
    expect([await images.current(), await images.newest()]).toEqual(['ami-0000000a', 'ami-0000000b']);
  });

  test('takes nothing else for an image id', async () => {
    aws.ssm.on(GetParameterCommand).resolvesOnce({}).resolvesOnce(says('')).resolvesOnce(says('xami-0000000a '));
    for (let n = 0; n < 3; n += 1) await expect(images.newest()).rejects.toThrow('/aws/newest holds no image id');
    aws.ssm.on(GetParameterCommand).rejects(throttled);
    await expect(images.current()).rejects.toMatchObject({ cause: throttled });
  });

  test('writes an image as one, and waits until Parameter Store has taken it', async () => {
    aws.ssm.on(PutParameterCommand).resolves({});
    aws.ssm
      .on(GetParameterCommand, { Name: '/acme/ami' })
      .resolvesOnce(says('ami-0000000a'))
      .resolves(says('ami-0000000b'));
    await images.write('ami-0000000b');
    expect(aws.ssm.commandCalls(PutParameterCommand).map(({ args }) => args[0].input)).toEqual([
      { Name: '/acme/ami', Value: 'ami-0000000b', Type: 'String', DataType: 'aws:ec2:image', Overwrite: true },
    ]);
    expect(aws.ssm.commandCalls(GetParameterCommand)).toHaveLength(2);
  });

  test('tells of an image that is not taken', async () => {
    aws.ssm.on(PutParameterCommand).resolvesOnce({}).rejects(throttled);
    aws.ssm.on(GetParameterCommand).resolves(says('ami-0000000a'));
    await expect(images.write('ami-0000000b')).rejects.toThrow(
      'the parameter /acme/ami does not take ami-0000000b: the image may be gone',
    );
    await expect(images.write('ami-0000000b')).rejects.toThrow('/acme/ami could not be written: ThrottlingException');
  });
});

test('AwsHosts: a host is well when it is in service and healthy', async () => {
  const member = (InstanceId: string, LifecycleState: string, HealthStatus: string) => ({
    InstanceId,
    LifecycleState,
    HealthStatus,
  });
  const Instances = [
    member('i-1', 'InService', 'Healthy'),
    member('i-2', 'InService', 'Unhealthy'),
    member('i-3', 'Pending', 'Healthy'),
  ];
  aws.scaling
    .on(DescribeAutoScalingGroupsCommand)
    .resolves({ AutoScalingGroups: [{ AutoScalingGroupName: 'acme-hosts', DesiredCapacity: 2, Instances } as never] });
  aws.ec2.on(DescribeInstancesCommand, { InstanceIds: ['i-1', 'i-2', 'i-3'] }).resolves({
    Reservations: [
      {
        Instances: ['1', '2', '3'].map((n) => ({ InstanceId: `i-${n}`, ImageId: `ami-${n}`, LaunchTime: new Date(0) })),
      },
    ],
  });
  const hosts = new AwsHosts(new AutoScalingClient(region), new EC2Client(region), 'acme-hosts');
  expect(await hosts.fleet()).toEqual({
    desired: 2,
    hosts: [
      { instanceId: 'i-1', imageId: 'ami-1', well: true },
      { instanceId: 'i-2', imageId: 'ami-2', well: false },
      { instanceId: 'i-3', imageId: 'ami-3', well: false },
    ],
  });
});

describe('AwsBackups', () => {
  const backups = new AwsBackups(new BackupClient(region), {
    vaultName: 'acme-home-g1',
    databaseArn: 'arn:db',
    backupRoleArn: 'arn:role',
    recoveryPointDays: 35,
  });
  const point = (name: string, created: string, changed: object = {}) => ({
    RecoveryPointArn: `arn:aws:rds:eu-central-1:111122223333:${name}`,
    CreationDate: new Date(created),
    Status: 'COMPLETED' as const,
    ...changed,
  });

  test('the newest is a completed snapshot of the database, on whichever page, as old as its beginning', async () => {
    aws.backup
      .on(ListRecoveryPointsByBackupVaultCommand, { BackupVaultName: 'acme-home-g1', ByResourceArn: 'arn:db' })
      .resolvesOnce({ RecoveryPoints: [point('snapshot:a', '2026-11-20')], NextToken: 'more' })
      .resolvesOnce({
        RecoveryPoints: [
          point('snapshot:b', '2026-11-24T05:00:00Z', { InitiationDate: new Date('2026-11-24T01:00:00Z') }),
          point('snapshot:c', '2026-11-19', { InitiationDate: new Date('2026-11-29') }),
          point('snapshot:d', '2026-11-25', { Status: 'PARTIAL' }),
          point('snapshot:e', '2026-11-25', { RecoveryPointArn: undefined }),
          point('snapshot:f', '2026-11-25', { CreationDate: undefined }),
          point('auto-backup:g', '2026-11-25'),
          point('recovery-point:continuous:h', '2026-11-25'),
        ],
      });
    expect(await backups.newest()).toEqual(new Date('2026-11-24T01:00:00Z'));
    expect(aws.backup.commandCalls(ListRecoveryPointsByBackupVaultCommand)[1]?.args[0].input.NextToken).toBe('more');
  });

  test('an empty vault has none; one that is not read has no answer', async () => {
    aws.backup.on(ListRecoveryPointsByBackupVaultCommand).resolvesOnce({ RecoveryPoints: [] }).rejects(throttled);
    expect(await backups.newest()).toBeUndefined();
    await expect(backups.newest()).rejects.toMatchObject({ cause: throttled });
  });

  test('starts with the token, soon, and for as long as the vault lets it', async () => {
    aws.backup.on(StartBackupJobCommand).resolvesOnce({ BackupJobId: 'job-1' }).resolvesOnce({}).rejects(throttled);
    expect(await backups.start('window-1')).toBe('job-1');
    expect(aws.backup.commandCalls(StartBackupJobCommand)[0]?.args[0].input).toEqual({
      BackupVaultName: 'acme-home-g1',
      ResourceArn: 'arn:db',
      IamRoleArn: 'arn:role',
      IdempotencyToken: 'window-1',
      StartWindowMinutes: 60,
      CompleteWindowMinutes: 120,
      Lifecycle: { DeleteAfterDays: 35 },
    });
    await expect(backups.start('window-1')).rejects.toThrow('AWS Backup names no job');
    await expect(backups.start('window-1')).rejects.toMatchObject({ cause: throttled });
  });

  test('describes a job', async () => {
    aws.backup
      .on(DescribeBackupJobCommand, { BackupJobId: 'job-1' })
      .resolvesOnce({ State: 'FAILED', StatusMessage: 'why', RecoveryPointArn: 'arn:point' })
      .resolvesOnce({})
      .rejects(throttled);
    expect(await backups.describe('job-1')).toEqual({
      status: 'FAILED',
      message: 'why',
      recoveryPointArn: 'arn:point',
    });
    await expect(backups.describe('job-1')).rejects.toThrow('backup job job-1 has no status');
    await expect(backups.describe('job-1')).rejects.toMatchObject({ cause: throttled });
  });
});

describe('AwsAlarms', () => {
  const asked: string[] = [];
  const client = (place: string) => {
    asked.push(place);
    return new CloudWatchClient({ region: place });
  };
  const alarms = new AwsAlarms(client, { 'eu-central-1': ['acme-host-', 'acme-'], 'us-east-1': ['acme-edge-'] }, [
    'acme-Unproven',
  ]);

  test('ringing are those of the prefixes of each region, composite ones too, but for the tolerated', async () => {
    const ringing = (prefix: string) => aws.watch.on(DescribeAlarmsCommand, { AlarmNamePrefix: prefix });
    ringing('acme-host-')
      .resolvesOnce({ MetricAlarms: [{ AlarmName: 'acme-host-B' }], NextToken: 'more' })
      .resolvesOnce({
        MetricAlarms: [{ AlarmName: 'acme-Unproven' }],
        CompositeAlarms: [{ AlarmName: 'acme-host-C' }],
      });
    ringing('acme-').resolves({ MetricAlarms: [{ AlarmName: 'acme-host-B' }, {}] });
    ringing('acme-edge-').resolves({ CompositeAlarms: [{ AlarmName: 'acme-edge-A' }] });
    expect(await alarms.ringing()).toEqual([
      'acme-edge-A (us-east-1)',
      'acme-host-B (eu-central-1)',
      'acme-host-C (eu-central-1)',
      'unnamed (eu-central-1)',
    ]);
    expect(asked).toEqual(['eu-central-1', 'us-east-1']);
    const input = aws.watch.commandCalls(DescribeAlarmsCommand)[0]?.args[0].input;
    expect(input).toMatchObject({ StateValue: 'ALARM', AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
    expect(aws.watch.commandCalls(DescribeAlarmsCommand).map(({ args }) => args[0].input.NextToken)).toContain('more');
  });

  test('half an answer, or none, is no silence', async () => {
    aws.watch.on(DescribeAlarmsCommand).resolves({});
    await expect(alarms.ringing()).rejects.toThrow('a page lacks its list');
    aws.watch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] });
    aws.watch.on(DescribeAlarmsCommand, { AlarmNamePrefix: 'acme-edge-' }).rejects(throttled);
    await expect(alarms.ringing()).rejects.toThrow('the alarms acme-edge- of us-east-1: ThrottlingException');
  });
});

describe('AwsDeployments', () => {
  const deployments = new AwsDeployments((place) => new CloudFormationClient({ region: place }), {
    'eu-central-1': ['acme-data', 'acme-host'],
    'us-east-1': ['acme-edge'],
  });
  const stack = (StackName: string, StackStatus?: string) =>
    aws.stacks.on(DescribeStacksCommand, { StackName }).resolves({ Stacks: [{ StackStatus } as never] });

  test('are stacks that are being changed', async () => {
    stack('acme-data', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    stack('acme-host', 'UPDATE_ROLLBACK_FAILED');
    stack('acme-edge', 'UPDATE_IN_PROGRESS');
    expect(await deployments.underWay()).toEqual([
      'acme-data (eu-central-1) is UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'acme-edge (us-east-1) is UPDATE_IN_PROGRESS',
    ]);
  });

  test('a change that is only looked at is none', async () => {
    for (const name of ['acme-data', 'acme-host', 'acme-edge']) stack(name, 'REVIEW_IN_PROGRESS');
    expect(await deployments.underWay()).toEqual([]);
  });

  test('are unknown when one stack is', async () => {
    for (const name of ['acme-data', 'acme-host', 'acme-edge']) stack(name, 'CREATE_COMPLETE');
    stack('acme-host');
    await expect(deployments.underWay()).rejects.toThrow('the stack acme-host in eu-central-1 has no status');
    aws.stacks.on(DescribeStacksCommand, { StackName: 'acme-host' }).resolves({});
    await expect(deployments.underWay()).rejects.toThrow('the stack acme-host in eu-central-1 has no status');
    aws.stacks.on(DescribeStacksCommand, { StackName: 'acme-host' }).rejects(throttled);
    await expect(deployments.underWay()).rejects.toMatchObject({ cause: throttled });
  });
});

describe('AwsWindows', () => {
  const windows = new AwsWindows(new SFNClient(region), 'arn:machine');
  const startDate = new Date('2026-11-25T02:00:00Z');

  test('are executions that run, of all pages', async () => {
    aws.sfn
      .on(ListExecutionsCommand, { stateMachineArn: 'arn:machine', statusFilter: 'RUNNING' })
      .resolvesOnce({ executions: [{ name: 'w-2', startDate } as never], nextToken: 'more' })
      .resolvesOnce({ executions: [{ name: 'w-1', startDate } as never] });
    expect(await windows.running()).toEqual([
      { execution: 'w-2', startedAt: startDate },
      { execution: 'w-1', startedAt: startDate },
    ]);
    expect(aws.sfn.commandCalls(ListExecutionsCommand)[1]?.args[0].input.nextToken).toBe('more');
  });

  test('half an answer, or none, is no quiet', async () => {
    aws.sfn
      .on(ListExecutionsCommand)
      .resolvesOnce({ executions: [{ name: 'w-1' } as never] })
      .resolvesOnce({ executions: [{ startDate } as never] })
      .rejects(throttled);
    await expect(windows.running()).rejects.toThrow('a window has no name or no beginning');
    await expect(windows.running()).rejects.toThrow('a window has no name or no beginning');
    await expect(windows.running()).rejects.toMatchObject({ cause: throttled });
  });
});
