import { type Following, followExecution } from '../../../cli/execution/follow-execution';
import { type Executions, type Outcome, PassingFault, type Progress } from '../../../cli/execution/ports';
import { render } from '../../../cli/execution/render-end';
import { CommandError } from '../../../cli/exit-codes';

const arn = 'arn:aws:states:us-east-1:111122223333:execution:storefort-acme-g1-drill:by-hand-20261125T100000Z';
const kind = { noun: 'drill', runbook: 'drill-failed' };
const passed: Outcome = { verdict: 'pass', evidenceKey: 'acme/restore-drill/x.json', summary: '31 checks passed' };

class FakeExecutions implements Executions {
  asked = 0;
  constructor(
    private readonly answers: readonly (Progress | Error)[],
    private readonly outcomes: readonly (Outcome | undefined | Error)[] = [passed],
  ) {}
  start(): Promise<string> {
    return Promise.reject(new Error('nobody starts here'));
  }
  progress(): Promise<Progress> {
    return this.next(this.answers);
  }
  private at = 0;
  outcome(): Promise<Outcome | undefined> {
    const found = this.outcomes[Math.min(this.at++, this.outcomes.length - 1)];
    return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
  }
  private next(list: readonly (Progress | Error)[]): Promise<Progress> {
    const found = list[Math.min(this.asked++, list.length - 1)] ?? new Error('none');
    return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
  }
}

type Watched = Following & { readonly said: string[]; readonly waited: number[]; readonly seen: Progress['status'][] };

function following(executions: Executions): Watched {
  const [said, waited, seen]: [string[], number[], Progress['status'][]] = [[], [], []];
  const wait = (milliseconds: number) => {
    waited.push(milliseconds);
    return Promise.resolve();
  };
  return {
    executions,
    said,
    waited,
    seen,
    wait,
    step: (text) => said.push(text),
    looked: (status) => seen.push(status),
  };
}

const running = (step?: string): Progress => ({ status: 'running', ...(step !== undefined && { step }) });

test('says each step once, in words, and ends with what was judged', async () => {
  const seen = following(
    new FakeExecutions([
      running(),
      running('StartRestore'),
      running('WaitForDatabase'),
      running('WaitForDatabase'),
      running('CheckShop'),
      { status: 'succeeded', step: 'Passed' },
    ]),
  );
  expect(await followExecution(arn, seen)).toEqual({ status: 'succeeded', outcome: passed });
  expect(seen.said).toEqual(['starting', 'start restore', 'wait for database', 'check shop']);
  expect(seen.waited).toEqual([15_000, 15_000, 15_000, 15_000, 15_000]);
});

test('waits out what passes: throttling while it runs, and when it has ended', async () => {
  const throttled = new PassingFault(new Error('Rate exceeded'));
  const executions = new FakeExecutions(
    [running('CheckShop'), throttled, throttled, running('CheckShop'), { status: 'succeeded' }],
    [throttled, passed],
  );
  const seen = following(executions);
  expect(await followExecution(arn, seen)).toEqual({ status: 'succeeded', outcome: passed });
  expect(seen.said).toEqual(['check shop']);
  // Only what was seen: a look that did not succeed says nothing.
  expect(seen.seen).toEqual(['running', 'running', 'succeeded']);
  expect(seen.waited).toEqual([15_000, 15_000, 30_000, 15_000, 15_000]);
});

test('gives up after twenty faults in a row, and not for ever', async () => {
  const executions = new FakeExecutions([new PassingFault(new Error('Rate exceeded'))]);
  const followed = followExecution(arn, following(executions));
  await expect(followed).rejects.toThrow('AWS does not answer: Rate exceeded');
  await expect(followed).rejects.toBeInstanceOf(CommandError);
  expect(executions.asked).toBe(20);
});

test.each([new CommandError('no right to look'), new TypeError('a bug')])(
  'does not wait for what will not pass: %s',
  async (fault) => {
    const executions = new FakeExecutions([fault]);
    await expect(followExecution(arn, following(executions))).rejects.toBe(fault);
    expect(executions.asked).toBe(1);
  },
);

test.each([
  [{ status: 'succeeded', outcome: passed } as const, 'pass: 31 checks passed\n  evidence acme/restore-drill/x.json\n'],
  [{ status: 'failed', outcome: { verdict: 'fail', evidenceKey: 'k' } } as const, 'fail\n  evidence k\n'],
  [
    { status: 'failed', outcome: passed } as const,
    'pass: 31 checks passed\n  but the drill failed afterwards: docs/runbooks/drill-failed.md\n  evidence acme/restore-drill/x.json\n',
  ],
  [
    { status: 'timed out' } as const,
    `error: the drill took too long before anything was judged\n  look at ${arn}; docs/runbooks/drill-failed.md says what to do\n`,
  ],
])('prints %j', (end, text) => {
  expect(render(end, { executionArn: arn, json: false, kind })).toBe(text);
});

test('prints one JSON object, an error where nothing was judged', () => {
  const json = (end: Parameters<typeof render>[0]) =>
    JSON.parse(render(end, { executionArn: arn, json: true, kind })) as unknown;
  expect(json({ status: 'succeeded', outcome: passed })).toEqual({ ...passed, status: 'succeeded', executionArn: arn });
  expect(json({ status: 'aborted' })).toEqual({ verdict: 'error', status: 'aborted', executionArn: arn });
});
