import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  CancelCommandCommand,
  DescribeInstanceInformationCommand,
  GetCommandInvocationCommand,
  SendCommandCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsHostCommands } from '../../../lambdas/shared/aws-host-commands';
import { HostCommandError } from '../../../lambdas/shared/host-commands';

const ssm = mockClient(SSMClient);
const scaling = mockClient(AutoScalingClient);
const region = { region: 'eu-central-1' };
const commands = new AwsHostCommands({
  ssm: new SSMClient(region),
  autoScaling: new AutoScalingClient(region),
  autoScalingGroup: 'acme-hosts',
  pauseMs: 1,
});
const named = (name: string) => Object.assign(new Error('said AWS'), { name });

beforeEach(() => {
  ssm.reset();
  scaling.reset();
});

describe('reachable', () => {
  const group = (...Instances: object[]) =>
    scaling.on(DescribeAutoScalingGroupsCommand, { AutoScalingGroupNames: ['acme-hosts'] }).resolves({
      AutoScalingGroups: [{ AutoScalingGroupName: 'acme-hosts', DesiredCapacity: 2, Instances } as never],
    });
  const member = (InstanceId: string, LifecycleState = 'InService') => ({ InstanceId, LifecycleState });
  const agent = (InstanceId: string, day: string, PingStatus = 'Online') => ({
    InstanceId,
    PingStatus: PingStatus as 'Online',
    RegistrationDate: new Date(day),
  });

  test('are hosts in service whose agent is online, oldest first, of all pages', async () => {
    group(member('i-new'), member('i-old'), member('i-lost'), member('i-leaving', 'Terminating:Wait'));
    ssm
      .on(DescribeInstanceInformationCommand)
      .resolvesOnce({
        InstanceInformationList: [agent('i-new', '2026-11-24'), agent('i-lost', '2026-11-01', 'ConnectionLost')],
        NextToken: 'more',
      })
      .resolvesOnce({
        InstanceInformationList: [
          agent('i-old', '2026-11-20'),
          agent('i-stranger', '2026-11-10'),
          { PingStatus: 'Online' },
        ],
      });
    expect(await commands.reachable()).toEqual(['i-old', 'i-new']);
    expect(ssm.commandCalls(DescribeInstanceInformationCommand).map(({ args }) => args[0].input)).toEqual([
      { Filters: [{ Key: 'InstanceIds', Values: ['i-new', 'i-old', 'i-lost'] }], NextToken: undefined },
      { Filters: [{ Key: 'InstanceIds', Values: ['i-new', 'i-old', 'i-lost'] }], NextToken: 'more' },
    ]);
  });

  test('are none when none is in service: without ids AWS would list the account’s', async () => {
    group(member('i-leaving', 'Terminating'));
    expect(await commands.reachable()).toEqual([]);
    expect(ssm.calls()).toHaveLength(0);
  });

  test('are unknown when AWS does not say', async () => {
    scaling.on(DescribeAutoScalingGroupsCommand).rejects(named('ThrottlingException'));
    await expect(commands.reachable()).rejects.toThrow('the group acme-hosts: ThrottlingException');
    group(member('i-1'));
    ssm.on(DescribeInstanceInformationCommand).rejects(named('InternalServerError'));
    await expect(commands.reachable()).rejects.toThrow('the agents of acme-hosts: InternalServerError');
  });
});

describe('run', () => {
  const run = (signal = new AbortController().signal) =>
    commands.run('acme-inventory', 'i-1', { InventoryId: 'abc', Other: '' }, signal);
  const started = () => ssm.on(SendCommandCommand).resolves({ Command: { CommandId: 'c-1' } });
  const failure = async (promise: Promise<unknown>) => {
    const error: unknown = await promise.then(
      () => 'it went well',
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(HostCommandError);
    return (error as Error).message;
  };

  test('sends a document to one host, and waits for what it prints', async () => {
    started();
    ssm
      .on(GetCommandInvocationCommand, { CommandId: 'c-1', InstanceId: 'i-1' })
      .rejectsOnce(named('InvocationDoesNotExist'))
      .resolvesOnce({ Status: 'Pending' })
      .resolvesOnce({ Status: 'Delayed' })
      .resolvesOnce({ Status: 'InProgress', StandardOutputContent: 'half' })
      .resolvesOnce({ Status: 'Success', StandardOutputContent: '{"key":"k"}\n' });
    expect(await run()).toEqual({ output: '{"key":"k"}\n' });
    expect(ssm.commandCalls(SendCommandCommand).map(({ args }) => args[0].input)).toEqual([
      {
        DocumentName: 'acme-inventory',
        InstanceIds: ['i-1'],
        Parameters: { InventoryId: ['abc'], Other: [''] },
        TimeoutSeconds: 60,
      },
    ]);
    expect(ssm.commandCalls(CancelCommandCommand)).toHaveLength(0);
  });

  test('an answer may be empty', async () => {
    started();
    ssm.on(GetCommandInvocationCommand).resolves({ Status: 'Success' });
    expect(await run()).toEqual({ output: '' });
  });

  test('a command that AWS does not take is told of, with document and host', async () => {
    ssm.on(SendCommandCommand).rejectsOnce(named('InvalidInstanceId')).resolvesOnce({});
    expect(await failure(run())).toBe('acme-inventory on i-1 could not be started: InvalidInstanceId');
    expect(await failure(run())).toBe('acme-inventory on i-1 could not be started: Error');
  });

  test.each(['Failed', 'TimedOut', 'Cancelled'] as const)('one that ends as %s is no answer', async (Status) => {
    started();
    ssm
      .on(GetCommandInvocationCommand)
      .resolves({ Status, StatusDetails: 'Undeliverable', StandardOutputContent: 'x' });
    expect(await failure(run())).toBe('acme-inventory on i-1 ended as Undeliverable');
  });

  test('one whose status nobody knows is no answer', async () => {
    started();
    ssm.on(GetCommandInvocationCommand).resolves({ StandardOutputContent: 'x' });
    expect(await failure(run())).toBe('acme-inventory on i-1 ended as nothing known');
  });

  test('what it printed as an error is told in one line, cut short', async () => {
    started();
    ssm.on(GetCommandInvocationCommand).resolves({
      Status: 'Failed',
      StatusDetails: 'Failed',
      StandardErrorContent: `\n  no\trelease\nis active\u0007 ${'x'.repeat(600)}`,
    });
    const message = await failure(run());
    expect(message).toMatch(/^acme-inventory on i-1 ended as Failed: no release is active x+$/);
    expect(message).toHaveLength('acme-inventory on i-1 ended as Failed: '.length + 500);
  });

  test('AWS not answering is no end of the command', async () => {
    started();
    ssm.on(GetCommandInvocationCommand).rejects(named('ThrottlingException'));
    expect(await failure(run())).toBe('acme-inventory on i-1 could not be followed: ThrottlingException');
    expect(ssm.commandCalls(CancelCommandCommand)).toHaveLength(0);
  });

  test('is cancelled when time is up, wherever it is', async () => {
    started();
    const stop = new AbortController();
    ssm.on(GetCommandInvocationCommand).callsFake(() => {
      stop.abort();
      return { Status: 'InProgress' };
    });
    ssm.on(CancelCommandCommand).resolves({});
    expect(await failure(run(stop.signal))).toBe('acme-inventory on i-1 did not end in time');
    expect(ssm.commandCalls(CancelCommandCommand)[0]?.args[0].input).toEqual({
      CommandId: 'c-1',
      InstanceIds: ['i-1'],
    });
  });

  test('that it could not be cancelled changes nothing', async () => {
    started();
    const stop = new AbortController();
    ssm.on(GetCommandInvocationCommand).callsFake(() => {
      stop.abort();
      throw named('AbortError');
    });
    ssm.on(CancelCommandCommand).rejects(named('InternalServerError'));
    expect(await failure(run(stop.signal))).toBe('acme-inventory on i-1 did not end in time');
  });
});
