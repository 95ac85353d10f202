import { planOf } from '../../../cli/drill-store/drill-store';
import { type Following, followDrill } from '../../../cli/drill-store/follow-drill';
import {
  type DrillMachines,
  type DrillOutcome,
  type DrillProgress,
  PassingFault,
} from '../../../cli/drill-store/ports';
import { render } from '../../../cli/drill-store/render-end';
import { CommandError } from '../../../cli/exit-codes';
import { aStore } from '../../support/stores';

const arn = 'arn:aws:states:us-east-1:111122223333:execution:storefort-acme-g1-drill:by-hand-20261125T100000Z';
const passed: DrillOutcome = { verdict: 'pass', evidenceKey: 'acme/restore-drill/x.json', summary: '31 checks passed' };

class FakeMachines implements DrillMachines {
  asked = 0;
  constructor(
    private readonly answers: readonly (DrillProgress | Error)[],
    private readonly outcomes: readonly (DrillOutcome | undefined | Error)[] = [passed],
  ) {}
  start(): Promise<string> {
    return Promise.reject(new Error('nobody starts here'));
  }
  progress(): Promise<DrillProgress> {
    return this.next(this.answers);
  }
  private at = 0;
  outcome(): Promise<DrillOutcome | undefined> {
    const found = this.outcomes[Math.min(this.at++, this.outcomes.length - 1)];
    return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
  }
  private next(list: readonly (DrillProgress | Error)[]): Promise<DrillProgress> {
    const found = list[Math.min(this.asked++, list.length - 1)] ?? new Error('none');
    return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
  }
}

function following(machines: DrillMachines): Following & { readonly said: string[]; readonly waited: number[] } {
  const [said, waited]: [string[], number[]] = [[], []];
  const wait = (milliseconds: number) => {
    waited.push(milliseconds);
    return Promise.resolve();
  };
  return { machines, said, waited, wait, step: (text) => said.push(text) };
}

const running = (step?: string): DrillProgress => ({ status: 'running', ...(step !== undefined && { step }) });

test('says each step once, in words, and ends with what was judged', async () => {
  const seen = following(
    new FakeMachines([
      running(),
      running('StartRestore'),
      running('WaitForDatabase'),
      running('WaitForDatabase'),
      running('CheckShop'),
      { status: 'succeeded', step: 'Passed' },
    ]),
  );
  expect(await followDrill(arn, seen)).toEqual({ status: 'succeeded', outcome: passed });
  expect(seen.said).toEqual(['starting', 'start restore', 'wait for database', 'check shop']);
  expect(seen.waited).toEqual([15_000, 15_000, 15_000, 15_000, 15_000]);
});

test('waits out what passes: throttling while it runs, and when it has ended', async () => {
  const throttled = new PassingFault(new Error('Rate exceeded'));
  const machines = new FakeMachines(
    [running('CheckShop'), throttled, throttled, running('CheckShop'), { status: 'succeeded' }],
    [throttled, passed],
  );
  const seen = following(machines);
  expect(await followDrill(arn, seen)).toEqual({ status: 'succeeded', outcome: passed });
  expect(seen.said).toEqual(['check shop']);
  expect(seen.waited).toEqual([15_000, 15_000, 30_000, 15_000, 15_000]);
});

test('gives up after twenty faults in a row, and not for ever', async () => {
  const machines = new FakeMachines([new PassingFault(new Error('Rate exceeded'))]);
  const followed = followDrill(arn, following(machines));
  await expect(followed).rejects.toThrow('AWS does not answer: Rate exceeded');
  await expect(followed).rejects.toBeInstanceOf(CommandError);
  expect(machines.asked).toBe(20);
});

test.each([new CommandError('no right to look'), new TypeError('a bug')])(
  'does not wait for what will not pass: %s',
  async (fault) => {
    const machines = new FakeMachines([fault]);
    await expect(followDrill(arn, following(machines))).rejects.toBe(fault);
    expect(machines.asked).toBe(1);
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
  expect(render(end, { executionArn: arn, json: false })).toBe(text);
});

test('prints one JSON object, an error where nothing was judged', () => {
  const json = (end: Parameters<typeof render>[0]) =>
    JSON.parse(render(end, { executionArn: arn, json: true })) as unknown;
  expect(json({ status: 'succeeded', outcome: passed })).toEqual({ ...passed, status: 'succeeded', executionArn: arn });
  expect(json({ status: 'aborted' })).toEqual({ verdict: 'error', status: 'aborted', executionArn: arn });
});

describe('which drill', () => {
  const now = new Date('2026-11-25T10:00:00.123Z');
  const store = aStore({ generation: 3 });
  const name = 'by-hand-20261125T100000Z';

  test('the database at home, unless asked otherwise', () => {
    expect(planOf(store, {}, now)).toEqual({
      region: 'us-east-1',
      machineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:storefort-acme-g3-drill',
      name,
      input: { resource: 'database' },
    });
    expect(planOf(store, { offsite: true, files: true }, now)).toEqual({
      region: 'us-west-2',
      machineArn: 'arn:aws:states:us-west-2:111122223333:stateMachine:storefort-acme-g3-offsite-drill',
      name,
      input: { resource: 'files' },
    });
  });

  test('a person may say that what is missing was taken out on purpose', () => {
    expect(planOf(store, { newCounts: true }, now)).toMatchObject({ input: { resource: 'database', newCounts: true } });
  });

  test.each(['storefort-acme-g3-drill', 'storefort-acme-g3-offsite-drill'])('takes up one of %s', (machine) => {
    const executionArn = `arn:aws:states:us-west-2:111122223333:execution:${machine}:scheduled-1`;
    expect(planOf(store, { follow: executionArn }, now)).toEqual({ region: 'us-west-2', executionArn });
  });

  test.each([
    'arn:aws:states:us-east-1:444455556666:execution:storefort-acme-g3-drill:x',
    'arn:aws:states:us-east-1:111122223333:execution:storefort-acme-g2-drill:x',
    'arn:aws:states:us-east-1:111122223333:stateMachine:storefort-acme-g3-drill',
    'x',
  ])('follows nobody else’s: %s', (follow) => {
    expect(() => planOf(store, { follow }, now)).toThrow('--follow must be the ARN of a drill of acme (generation 3)');
  });

  test('says that there is no offsite copy', () => {
    const reason = 'one region is all that this shop may use';
    const alone = aStore({ backup: { offsite: { enabled: false, reason } } });
    expect(() => planOf(alone, { offsite: true }, now)).toThrow('acme has no offsite copy to drill');
    expect(planOf(alone, {}, now)).toMatchObject({ region: 'us-east-1' });
  });
});
