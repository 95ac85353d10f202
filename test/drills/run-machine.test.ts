import { check, neverEntered } from '../support/asl/check-definition';
import { type Definition, fault, runMachine, silence } from '../support/asl/run-machine';

const invoke = (more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'look', 'Payload.$': '$' },
  TimeoutSeconds: 60,
  ...more,
});

const polls: Definition = {
  StartAt: 'Look',
  TimeoutSeconds: 36_000,
  States: {
    Look: invoke({
      ResultSelector: { 'done.$': '$.Payload.done' },
      ResultPath: '$.look',
      Retry: [{ ErrorEquals: ['Slow'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 3, MaxDelaySeconds: 15 }],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Broken' }],
      Next: 'Done?',
    }),
    'Done?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.look.done', BooleanEquals: true, Next: 'Tell' }],
      Default: 'Wait',
    },
    Wait: { Type: 'Wait', Seconds: 3600, Next: 'Look' },
    Tell: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:sns:publish',
      Parameters: { 'Message.$': "States.Format('{} is done', $$.Execution.Name)" },
      TimeoutSeconds: 60,
      End: true,
    },
    Broken: { Type: 'Fail', ErrorPath: '$.error.Error', CausePath: '$.error.Cause' },
  },
};

describe('runMachine', () => {
  test('waits for hours in no time, and says who was called with what and when', async () => {
    let looks = 0;
    const hours: number[] = [];
    const execution = await runMachine(
      polls,
      { a: 1 },
      {
        name: 'nightly',
        services: {
          'lambda:look': () => {
            hours.push(new Date().getUTCHours());
            return { done: ++looks === 3 };
          },
          'aws-sdk:sns:publish': () => ({ MessageId: 'm' }),
        },
      },
    );
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { MessageId: 'm' }, seconds: 7200 });
    expect(execution.states).toEqual(['Look', 'Done?', 'Wait', 'Look', 'Done?', 'Wait', 'Look', 'Done?', 'Tell']);
    expect(execution.calls.map(({ service, atSeconds }) => [service, atSeconds])).toEqual([
      ['lambda:look', 0],
      ['lambda:look', 3600],
      ['lambda:look', 7200],
      ['aws-sdk:sns:publish', 7200],
    ]);
    expect(execution.calls.at(-1)?.parameters).toEqual({ Message: 'nightly is done' });
    expect(hours).toEqual([6, 7, 8]);
    expect(neverEntered(polls, [execution])).toEqual(['Broken']);
  });

  test('retries named errors as told, then catches', async () => {
    const execution = await runMachine(
      polls,
      {},
      {
        services: {
          'lambda:look': () => {
            throw fault('Slow', 'too many');
          },
        },
      },
    );
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Slow', cause: 'too many' });
    expect(execution.calls.map(({ atSeconds }) => atSeconds)).toEqual([0, 10, 25, 40]);
  });

  test('a task that never answers times out', async () => {
    const execution = await runMachine(polls, {}, { services: { 'lambda:look': silence } });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout', seconds: 60 });
  });

  test('an execution past the machine’s own time is over, whatever it catches', async () => {
    const execution = await runMachine(polls, {}, { services: { 'lambda:look': () => ({ done: false }) } });
    expect(execution).toMatchObject({ status: 'TIMED_OUT', seconds: 36_000 });
  });

  test('a path that is not there ends the execution, uncaught, as on AWS', async () => {
    const execution = await runMachine(polls, {}, { services: { 'lambda:look': () => ({}) } });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  test('refuses services that the test does not stand in for', async () => {
    await expect(runMachine(polls, {}, { services: {} })).rejects.toThrow(
      'Look calls lambda:look, which the test does not stand in for',
    );
  });

  test('refuses definitions that are none, and tasks without a timeout', () => {
    expect(() => {
      check({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } });
    }).toThrow('B');
    expect(() => {
      check({ StartAt: 'A', States: { A: { ...invoke({ End: true }), TimeoutSeconds: undefined } } });
    }).toThrow('A has no TimeoutSeconds');
  });
});
