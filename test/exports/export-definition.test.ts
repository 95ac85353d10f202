import { exportDefinition, exportSeconds } from '../../lib/exports/export-definition';
import { check, neverEntered } from '../support/asl/check-definition';
import { type Call, type Execution, fault, runMachine, type Service, silence } from '../support/asl/run-machine';

const definition = exportDefinition({ autoScalingGroupName: 'hosts', documentName: 'storefort-acme-g1-export' });
const executions: Execution[] = [];

const groups = 'aws-sdk:autoscaling:describeAutoScalingGroups';
const information = 'aws-sdk:ssm:describeInstanceInformation';
const send = 'aws-sdk:ssm:sendCommand';
const ask = 'aws-sdk:ssm:getCommandInvocation';

interface Instance {
  readonly InstanceId: string;
  readonly LifecycleState: string;
  readonly HealthStatus: string;
}

const sound = (InstanceId: string): Instance => ({ InstanceId, LifecycleState: 'InService', HealthStatus: 'Healthy' });

/** A group of these, all of which Systems Manager reaches, where each command succeeds at once. */
function services(
  changes: Record<string, Service> = {},
  instances: readonly Instance[] = [sound('i-1'), sound('i-2')],
): Record<string, Service> {
  return {
    [groups]: () => ({ AutoScalingGroups: [{ AutoScalingGroupName: 'hosts', Instances: instances }] }),
    [information]: (given: { Filters: { Key: string; Values: string[] }[] }) => ({
      InstanceInformationList: given.Filters[0]?.Values.map((InstanceId) => ({ InstanceId })),
    }),
    [send]: (_: unknown, { atSeconds }: Call) => ({ Command: { CommandId: `command-${atSeconds}` } }),
    [ask]: () => ({ Status: 'Success', StandardErrorContent: '' }),
    ...changes,
  };
}

async function run(changes?: Record<string, Service>, instances?: readonly Instance[]): Promise<Execution> {
  const startedAt = new Date('2026-11-25T01:15:03.123Z');
  const execution = await runMachine(definition, {}, { services: services(changes, instances), startedAt });
  executions.push(execution);
  return execution;
}

const to = ({ calls }: Execution, service: string) =>
  calls.filter((call) => call.service === service).map(({ parameters }) => parameters as Record<string, unknown>);
const hosts = (execution: Execution) => to(execution, send).map(({ InstanceIds }) => InstanceIds);
const ids = (execution: Execution) =>
  to(execution, send).map(({ Parameters }) => (Parameters as { ExportId: string[] }).ExportId);

/** A service that answers as told, one after the other, and then as the last. */
function inTurn(...answers: readonly Service[]): Service {
  let at = 0;
  return (given, call) => answers[Math.min(at++, answers.length - 1)]?.(given, call);
}

const fails =
  (name: string): Service =>
  () => {
    throw fault(name);
  };
const status =
  (Status: string): Service =>
  () => ({ Status, StandardErrorContent: 'why' });

afterAll(() => {
  // Every state is entered by some test: a branch that none takes would be a branch that nobody has seen work.
  expect(neverEntered(definition, executions)).toEqual([]);
});

test('is valid, in JSONPath alone, and every task has a timeout', () => {
  expect(() => {
    check(definition);
  }).not.toThrow();
});

test('tells one healthy host to export, under the time as its id, and succeeds when the command did', async () => {
  const execution = await run();
  expect(execution).toMatchObject({ status: 'SUCCEEDED' });
  expect(to(execution, groups)).toEqual([{ AutoScalingGroupNames: ['hosts'] }]);
  expect(to(execution, information)).toEqual([
    {
      Filters: [
        { Key: 'InstanceIds', Values: ['i-1', 'i-2'] },
        { Key: 'PingStatus', Values: ['Online'] },
      ],
      MaxResults: 50,
    },
  ]);
  expect(to(execution, send)).toEqual([
    {
      DocumentName: 'storefort-acme-g1-export',
      DocumentVersion: '$LATEST',
      InstanceIds: ['i-1'],
      Parameters: { ExportId: ['20261125T011503Z'] },
      TimeoutSeconds: 600,
      Comment: 'export 20261125T011503Z',
    },
  ]);
  expect(to(execution, ask)).toEqual([{ CommandId: 'command-0', InstanceId: 'i-1' }]);
});

test('a second without a fraction is named as well', async () => {
  const at = new Date('2026-11-25T01:15:03.000Z');
  jest.spyOn(Date.prototype, 'toISOString').mockImplementation(() => '2026-11-25T01:15:03Z');
  const execution = await runMachine(definition, {}, { services: services(), startedAt: at });
  jest.restoreAllMocks();
  expect(ids(execution)).toEqual([['20261125T011503Z']]);
});

test.each([
  ['starts', { LifecycleState: 'Pending' }],
  ['ends', { LifecycleState: 'Terminating:Wait' }],
  ['is on standby', { LifecycleState: 'Standby' }],
  ['is unhealthy', { HealthStatus: 'Unhealthy' }],
])('leaves a host out that %s', async (_, change) => {
  const execution = await run({}, [{ ...sound('i-1'), ...change }, sound('i-2')]);
  expect(hosts(execution)).toEqual([['i-2']]);
});

test('leaves a host out that Systems Manager does not reach', async () => {
  const execution = await run({ [information]: () => ({ InstanceInformationList: [{ InstanceId: 'i-2' }] }) });
  expect(hosts(execution)).toEqual([['i-2']]);
});

test('asks until the command has ended', async () => {
  const answers = ['Pending', 'Delayed', 'InProgress', 'InProgress', 'Success'].map(status);
  const execution = await run({ [ask]: inTurn(...answers) });
  expect(execution.status).toBe('SUCCEEDED');
  expect(to(execution, send)).toHaveLength(1);
  expect(execution.seconds).toBe(5 * 60);
});

test('a command that is not known yet right after it was sent is asked for again', async () => {
  const execution = await run({
    [ask]: inTurn(fails('Ssm.InvocationDoesNotExistException'), fails('Ssm.SsmException'), status('Success')),
  });
  expect(execution.status).toBe('SUCCEEDED');
  expect(to(execution, send)).toHaveLength(1);
});

describe.each(['Failed', 'TimedOut', 'Cancelled', 'Cancelling', 'Undeliverable'])(
  'a command that ends as %s',
  (ended) => {
    test('is tried once more, on another host, five minutes later, under an id of its own', async () => {
      const execution = await run({ [ask]: inTurn(status(ended), status('Success')) });
      expect(execution.status).toBe('SUCCEEDED');
      expect(hosts(execution)).toEqual([['i-1'], ['i-2']]);
      expect(ids(execution)).toEqual([['20261125T011503Z'], ['20261125T012103Z']]);
    });

    test('twice, is no export', async () => {
      const execution = await run({ [ask]: status(ended) });
      expect(execution).toMatchObject({ status: 'FAILED', error: 'NotExported' });
      expect(execution.cause).toContain('docs/runbooks/export-failed.md');
      expect(hosts(execution)).toEqual([['i-1'], ['i-2']]);
    });
  },
);

test('the only host is tried twice', async () => {
  const execution = await run({ [ask]: status('Failed') }, [sound('i-1')]);
  expect(hosts(execution)).toEqual([['i-1'], ['i-1']]);
});

test('takes the other host whatever the order in which Systems Manager names them', async () => {
  const list =
    (...found: string[]) =>
    () => ({ InstanceInformationList: found.map((InstanceId) => ({ InstanceId })) });
  const swapped = await run({ [information]: inTurn(list('i-1', 'i-2'), list('i-2', 'i-1')), [ask]: status('Failed') });
  expect(hosts(swapped)).toEqual([['i-1'], ['i-2']]);
});

test('without a host it waits, looks again, and gives up', async () => {
  const none = await run({}, []);
  expect(none).toMatchObject({ status: 'FAILED', error: 'NotExported' });
  expect(none.calls.map(({ service }) => service)).toEqual([groups, groups]);
  expect(none.seconds).toBe(300);
  const unreachable = await run({ [information]: () => ({ InstanceInformationList: [] }) });
  expect(unreachable).toMatchObject({ status: 'FAILED', error: 'NotExported' });
  expect(to(unreachable, send)).toEqual([]);
});

test('without the group it gives up as well', async () => {
  expect(await run({ [groups]: () => ({ AutoScalingGroups: [] }) })).toMatchObject({
    status: 'FAILED',
    error: 'NotExported',
  });
});

test('a host that comes in time does it', async () => {
  const execution = await run({
    [groups]: inTurn(
      () => ({ AutoScalingGroups: [{ Instances: [] }] }),
      () => ({ AutoScalingGroups: [{ Instances: [sound('i-3')] }] }),
    ),
  });
  expect(execution.status).toBe('SUCCEEDED');
  expect(hosts(execution)).toEqual([['i-3']]);
});

test('a host that went away between finding and sending is given up at once', async () => {
  const execution = await run({
    [send]: inTurn(fails('Ssm.InvalidInstanceIdException'), () => ({ Command: { CommandId: 'second' } })),
  });
  expect(execution.status).toBe('SUCCEEDED');
  expect(hosts(execution)).toEqual([['i-1'], ['i-2']]);
});

test('a host that is gone while it exports is asked for until the export must have ended', async () => {
  const execution = await run({
    [ask]: ({ InstanceId }) => ({ Status: InstanceId === 'i-1' ? 'InProgress' : 'Success', StandardErrorContent: '' }),
  });
  expect(execution.status).toBe('SUCCEEDED');
  expect(hosts(execution)).toEqual([['i-1'], ['i-2']]);
  expect(execution.seconds).toBeGreaterThan(exportSeconds);
  expect(execution.seconds).toBeLessThan(exportSeconds + 3600);
});

test('one that is gone twice ends in time, too', async () => {
  const execution = await run({ [ask]: status('InProgress') });
  expect(execution).toMatchObject({ status: 'FAILED', error: 'NotExported' });
  expect(execution.seconds).toBeLessThan(10 * 3600);
});

describe.each([
  [groups, 'AutoScaling.AutoScalingException'],
  [information, 'Ssm.SsmException'],
  [send, 'Ssm.SsmException'],
  [ask, 'Ssm.SsmException'],
])('%s', (service, error) => {
  const original: Service = (given, call) => services()[service]?.(given, call);

  test('that is throttled a few times is asked again', async () => {
    const execution = await run({ [service]: inTurn(fails(error), fails(error), fails(error), original) });
    expect(execution.status).toBe('SUCCEEDED');
    expect(new Set(hosts(execution).flat())).toEqual(new Set(['i-1']));
  });

  test('that does not answer is asked again', async () => {
    const execution = await run({ [service]: inTurn(silence, original) });
    expect(execution.status).toBe('SUCCEEDED');
  });

  test('that fails for good never becomes a success', async () => {
    const execution = await run({ [service]: fails(error) });
    expect(execution.status).toBe('FAILED');
  });
});
