import { silence } from '../support/asl/run-machine';
import { aDrill, crash, many, throttled } from './a-drill';
import type { Step } from './drill-world';

describe('trouble that passes', () => {
  const steps: [Step, 'scheduled' | 'own'][] = [
    ['start', 'own'],
    ['follow', 'own'],
    ['follow', 'scheduled'],
    ['check', 'own'],
    ['check', 'scheduled'],
    ['judge', 'own'],
    ['judge', 'scheduled'],
    ['validate', 'scheduled'],
    ['remove', 'own'],
  ];
  const troubles: [string, () => unknown][] = [
    ['throttled', throttled],
    ['failing', crash],
    ['silent', silence],
  ];
  const cases = steps.flatMap(([step, how]) => troubles.map(([name, what]) => [step, how, name, what] as const));

  test.each(cases)('%s of a %s drill, %s three times, then working, passes in the end', async (step, how, _, what) => {
    const { world, execution } = await aDrill(how, { trouble: { [step]: many(3, what) } });
    expect(execution).toMatchObject({ status: 'SUCCEEDED', left: [] });
    expect(world.backup.told).toEqual(how === 'scheduled' ? ['SUCCESSFUL'] : []);
    expect(world.evidence.kept).toHaveLength(1);
  });

  test('is no part of the recovery, however close that came to its objective', async () => {
    const trouble = { follow: many(2, silence), check: many(3, silence) };
    const { execution, evidence } = await aDrill('own', { job: { minutes: 4 * 60 - 1 }, trouble });
    expect(execution.status).toBe('SUCCEEDED');
    expect(evidence?.measures['rtoSeconds']).toBe(239 * 60);
  });

  test.each(steps)('%s of a %s drill, for good, is no pass and no final fail', async (step, how) => {
    const { world, execution } = await aDrill(how, { trouble: { [step]: many(30, throttled) } });
    expect(execution.status).toBe('FAILED');
    expect(execution.error).not.toBe('Drill.Failed');
    expect(world.backup.told).toEqual([]);
    if (step !== 'validate' && step !== 'remove') {
      expect(world.evidence.kept.filter(({ verdict }) => verdict !== 'error')).toEqual([]);
    }
  });

  test.each(steps)('%s of a %s drill answering late, after its work, changes nothing', async (step, how) => {
    const { world, execution } = await aDrill(how, { lostAnswers: { [step]: 2 } });
    expect(execution).toMatchObject({ status: 'SUCCEEDED', left: [] });
    expect(world.evidence.kept).toHaveLength(1);
    expect(world.backup.told.length).toBe(how === 'scheduled' ? 1 : 0);
  });
});
