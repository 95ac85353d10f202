import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsExecutions } from '../../../cli/execution/aws-executions';
import { PassingFault } from '../../../cli/execution/ports';
import { CommandError } from '../../../cli/exit-codes';

const client = mockClient(SFNClient);
const kind = {
  noun: 'drill',
  deploy: 'its operations stack',
  runbook: 'drill-failed',
  follow: 'storefort drill acme --follow',
};
const executions = AwsExecutions.in('us-east-1', kind);
const arn = 'arn:aws:states:us-east-1:111122223333:execution:storefort-acme-g1-drill:x';
beforeEach(() => {
  client.reset();
});

const event = (id: number, details: object): never => ({ id, timestamp: new Date(0), type: 'x', ...details }) as never;

test('starts a machine by name with its input', async () => {
  client.on(StartExecutionCommand).resolves({ executionArn: arn, startDate: new Date(0) });
  expect(await executions.start('arn:machine', 'by-hand-1', { resource: 'files' })).toBe(arn);
  expect(client.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
    stateMachineArn: 'arn:machine',
    name: 'by-hand-1',
    input: '{"resource":"files"}',
  });
});

test.each([
  ['RUNNING', 'running'],
  ['PENDING_REDRIVE', 'running'],
  ['SUCCEEDED', 'succeeded'],
  ['FAILED', 'failed'],
  ['TIMED_OUT', 'timed out'],
  ['ABORTED', 'aborted'],
] as const)('says of %s that it is %s, and in which state', async (status, expected) => {
  client.on(DescribeExecutionCommand).resolves({ status });
  client.on(GetExecutionHistoryCommand).resolves({
    events: [
      event(9, {}),
      event(8, { stateEnteredEventDetails: { name: 'CheckShop' } }),
      event(7, { stateEnteredEventDetails: { name: 'Wait' } }),
    ],
  });
  expect(await executions.progress(arn)).toEqual({ status: expected, step: 'CheckShop' });
  expect(client.commandCalls(GetExecutionHistoryCommand)[0]?.args[0].input).toMatchObject({ reverseOrder: true });
});

test('finds what was judged on a later page, wherever the machine put it, and takes nothing else for it', async () => {
  const judged = { verdict: 'fail', evidenceKey: 'acme/restore-drill/1.json', summary: '2 of 31 checks failed' };
  client
    .on(GetExecutionHistoryCommand)
    .resolvesOnce({
      events: [
        event(9, { stateExitedEventDetails: { output: '{"verdict":"maybe","evidenceKey":"k"}' } }),
        event(8, { stateExitedEventDetails: { output: 'not json' } }),
        event(7, { taskSucceededEventDetails: { output: '{"verdict":"pass"}' } }),
      ],
      nextToken: 'more',
    })
    .resolves({
      events: [event(2, { taskSucceededEventDetails: { output: JSON.stringify({ Payload: { judged } }) } })],
    });
  expect(await executions.outcome(arn)).toEqual(judged);
});

test('knows when nothing was judged', async () => {
  client.on(GetExecutionHistoryCommand).resolves({ events: [event(1, {})] });
  expect(await executions.outcome(arn)).toBeUndefined();
});

test('tells the verdict from those of other steps where the machine has several', async () => {
  const probe = { verdict: 'pass', evidenceKey: 'acme/shop-probe/1.json', summary: 'well' };
  const judged = { outcome: 'rolled-back', verdict: 'fail', evidenceKey: 'acme/patch-window/1.json' };
  client.on(GetExecutionHistoryCommand).resolves({
    events: [
      event(9, { stateExitedEventDetails: { output: JSON.stringify({ probeBefore: probe }) } }),
      event(8, { stateExitedEventDetails: { output: JSON.stringify({ probeBefore: probe, judged }) } }),
    ],
  });
  const patches = AwsExecutions.in('us-east-1', { ...kind, noun: 'patch', marked: 'outcome' });
  expect(await patches.outcome(arn)).toEqual({ verdict: 'fail', evidenceKey: 'acme/patch-window/1.json' });
});

const failing = (name: string, more: object = {}) => Object.assign(new Error('reason'), { name, ...more });

test.each([
  ['StateMachineDoesNotExist', 'deploy its operations stack'],
  ['AccessDeniedException', 'need states:StartExecution'],
  ['CredentialsProviderError', 'no AWS credentials were found'],
  ['InvalidName', 'the drill could not be started: reason'],
])('says what to do about %s', async (name, message) => {
  client.on(StartExecutionCommand).rejects(failing(name));
  const refused = executions.start('arn:machine', 'n', {});
  await expect(refused).rejects.toThrow(message);
  await expect(refused).rejects.toBeInstanceOf(CommandError);
});

test('says that an execution is gone', async () => {
  client.on(DescribeExecutionCommand).rejects(failing('ExecutionDoesNotExist'));
  await expect(executions.progress(arn)).rejects.toThrow('there is no such execution');
});

test.each([
  failing('ThrottlingException'),
  failing('TooManyRequestsException'),
  failing('TimeoutError'),
  failing('InternalFailure', { $metadata: { httpStatusCode: 500 } }),
  failing('Error', { code: 'ECONNRESET' }),
  failing('Odd', { $retryable: {} }),
])('takes %s for a passing fault', async (fault) => {
  client.on(DescribeExecutionCommand).rejects(fault);
  await expect(executions.progress(arn)).rejects.toBeInstanceOf(PassingFault);
  client.on(GetExecutionHistoryCommand).rejects(fault);
  await expect(executions.outcome(arn)).rejects.toBeInstanceOf(PassingFault);
  client.on(StartExecutionCommand).rejects(fault);
  await expect(executions.start('a', 'n', {})).rejects.toBeInstanceOf(PassingFault);
});
