import { drillNameOf, isDrillName } from '../../../lambdas/shared/drill-id';
import type { Measurement } from '../../../lambdas/shared/metrics';
import { sweepDrillsEvent } from '../../../lambdas/sweep-drills/event';
import type { Copy } from '../../../lambdas/sweep-drills/ports';
import { removeCopies } from '../../../lambdas/sweep-drills/remove-copies';
import { sweepDrills } from '../../../lambdas/sweep-drills/sweep-drills';

const drillPrefix = 'acme-g1-drill-';
const name = drillNameOf(drillPrefix, 'one');
const now = () => new Date('2026-11-25T08:00:00Z');
const yesterday = new Date('2026-11-24T07:59:59Z');
const whose = { drillPrefix, spared: ['arn:database', 'arn:files'], metricNamespace: 'Storefort/acme', place: 'home' };

const copy = (arn: string, names: readonly string[], change: Partial<Copy> = {}): Copy => ({
  arn,
  names,
  going: false,
  beingMade: false,
  createdAt: yesterday,
  ...change,
});
const others = [
  copy('arn:database', ['acme-g1']),
  copy('arn:files', ['console-1']),
  copy('arn:other', ['other-g1-drill-0123456789ab']),
  copy('arn:alike', ['acme-g1-drill-x-g1']),
  copy('arn:longer', [`${name}0`]),
];

function copiesOf(all: readonly Copy[], refused: readonly string[] = []) {
  const removed: string[] = [];
  const called: string[] = [];
  return {
    removed,
    called,
    all: () => Promise.resolve(all),
    remove: ({ arn }: Copy, drillName: string) => {
      called.push(drillName);
      if (refused.includes(arn)) return Promise.reject(new Error(`${arn} was not removed: Busy`));
      removed.push(arn);
      return Promise.resolve();
    },
  };
}

describe('the names of drills', () => {
  test('are of one execution, and of no other store', () => {
    expect(name).toMatch(/^acme-g1-drill-[0-9a-f]{12}$/);
    expect(drillNameOf(drillPrefix, 'two')).not.toBe(name);
    expect(isDrillName(drillPrefix, name)).toBe(true);
    const none = ['acme-g1', `${name}0`, 'acme-g1-drill-', 'acme-g1-drill-x-g1', 'other-g1-drill-0123456789ab', 'ACME'];
    expect(none.filter((each) => isDrillName(drillPrefix, each))).toEqual([]);
  });

  test('fit into what RDS takes, however long the execution’s name is', () => {
    expect(drillNameOf('a-rather-long-name-g12-drill-', 'x'.repeat(80)).length).toBeLessThanOrEqual(63);
  });
});

describe('removeCopies', () => {
  const run = { execution: 'one', startedAt: '2026-11-25T06:00:00Z', restoreJobId: 'job' };
  const job = (running: boolean, createdResourceArn?: string, anyRuns = false) => ({
    look: () => Promise.resolve({ running, createdResourceArn }),
    anyRuns: () => Promise.resolve(anyRuns),
  });

  test('removes what the drill restored, by its name and its job, and says gone only when nothing is listed', async () => {
    const copies = copiesOf([...others, copy('arn:mine', [name]), copy('arn:made', ['token'])]);
    const restores = job(false, 'arn:made');
    expect(await removeCopies(run, whose, { copies, restores, now })).toEqual({
      state: 'going',
      left: 'arn:mine; arn:made',
    });
    expect(copies.removed).toEqual(['arn:mine', 'arn:made']);
    // Nothing else may be deleted: a file system that calls itself otherwise is tagged first.
    expect(copies.called).toEqual([name, name]);
    const empty = { copies: copiesOf(others), restores, now };
    expect(await removeCopies(run, whose, empty)).toEqual({ state: 'gone', left: '' });
  });

  test('asks once for what is on its way out', async () => {
    const copies = copiesOf([copy('arn:mine', [name], { going: true })]);
    expect((await removeCopies(run, whose, { copies, restores: job(false), now })).state).toBe('going');
    expect(copies.removed).toEqual([]);
  });

  test('waits for a restore that still runs', async () => {
    const ports = { copies: copiesOf(others), restores: job(true), now };
    expect(await removeCopies(run, whose, ports)).toEqual({ state: 'going', left: 'a restore job that still runs' });
  });

  test('waits for any restore when it never learned which is its own', async () => {
    const { restoreJobId: _, ...unnamed } = run;
    const since: Date[] = [];
    const restores = {
      look: () => Promise.reject(new Error('not asked for')),
      anyRuns: (at: Date) => Promise.resolve(since.push(at) === 1),
    };
    const ports = { copies: copiesOf(others), restores, now };
    expect((await removeCopies(unnamed, whose, ports)).state).toBe('going');
    expect((await removeCopies(unnamed, whose, ports)).state).toBe('gone');
    expect(since[0]).toEqual(new Date('2026-11-25T06:00:00Z'));
  });

  test('never touches the shop’s own, not even when a job names it', async () => {
    const copies = copiesOf([copy('arn:database', [name])]);
    const restores = job(false, 'arn:database');
    expect((await removeCopies(run, whose, { copies, restores, now })).state).toBe('gone');
    expect(copies.removed).toEqual([]);
  });

  test('goes on to the next when one is refused, and says why', async () => {
    const copies = copiesOf([copy('arn:first', [name]), copy('arn:second', [name])], ['arn:first']);
    expect(await removeCopies(run, whose, { copies, restores: job(false), now })).toEqual({
      state: 'going',
      left: 'arn:first; arn:second; arn:first was not removed: Busy',
    });
    expect(copies.removed).toEqual(['arn:second']);
  });

  test('stops waiting eleven hours after the drill began', async () => {
    const at = (hour: string) => () => new Date(`2026-11-25T${hour}Z`);
    const ports = { copies: copiesOf([copy('arn:mine', [name])]), restores: job(false) };
    expect((await removeCopies(run, whose, { ...ports, now: at('17:00:00') })).state).toBe('going');
    expect((await removeCopies(run, whose, { ...ports, now: at('17:00:01') })).state).toBe('left');
  });
});

describe('sweepDrills', () => {
  async function sweep(all: readonly Copy[], refused: readonly string[] = []) {
    const copies = copiesOf(all, refused);
    const metrics: Measurement[] = [];
    const put = (each: Measurement) => metrics.push(each);
    const work = sweepDrills(whose, { copies, metrics: { put }, now });
    const outcome = await work.catch((error: unknown) => error);
    return { copies, metrics, outcome };
  }

  test('removes what bears a drill’s name and is older than a day, and counts it', async () => {
    const { copies, metrics, outcome } = await sweep([
      ...others,
      copy('arn:old', [name]),
      copy('arn:tagged', ['other-token', name]),
      copy('arn:going', [name], { going: true }),
      copy('arn:young', [name], { createdAt: new Date('2026-11-24T08:00:01Z') }),
      copy('arn:being-made', [name], { createdAt: undefined, beingMade: true }),
      copy('arn:timeless', [name], { createdAt: undefined }),
    ]);
    expect(outcome).toEqual({ found: ['arn:old', 'arn:tagged', 'arn:going', 'arn:timeless'] });
    expect(copies.removed).toEqual(['arn:old', 'arn:tagged', 'arn:timeless']);
    expect(copies.called).toEqual([name, name, name]);
    expect(metrics).toEqual([
      {
        namespace: 'Storefort/acme',
        name: 'DrillLeftBehind',
        unit: 'Count',
        value: 4,
        dimensions: { Place: 'home' },
      },
    ]);
  });

  test('says so when there is nothing', async () => {
    const { outcome, metrics } = await sweep(others);
    expect(outcome).toEqual({ found: [] });
    expect(metrics).toMatchObject([{ value: 0 }]);
  });

  test('never removes the shop’s own, whatever it is called', async () => {
    const { copies, metrics } = await sweep([copy('arn:database', [name]), copy('arn:files', [name])]);
    expect(copies.removed).toEqual([]);
    expect(metrics).toMatchObject([{ value: 0 }]);
  });

  test('fails when something does not go, after it tried the rest, and has counted all', async () => {
    const { copies, outcome, metrics } = await sweep(
      [copy('arn:stays', [name]), copy('arn:goes', [name])],
      ['arn:stays'],
    );
    expect(outcome).toMatchObject({ message: '1 left behind: arn:stays was not removed: Busy' });
    expect(copies.removed).toEqual(['arn:goes']);
    expect(metrics).toMatchObject([{ value: 2 }]);
  });
});

test.each([
  {},
  { step: 'remove' },
  // What AWS Backup restores it takes away itself.
  { step: 'remove', run: { scheduled: true, execution: 'one', startedAt: '2026-11-25T06:00:00Z' } },
  { step: 'remove', run: { scheduled: false, execution: '', startedAt: '2026-11-25T06:00:00Z' } },
])('refuses %j', (event) => {
  expect(() => sweepDrillsEvent.parse(event)).toThrow();
});
