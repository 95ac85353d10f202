import { ask, askAfter, both, judge, judged, judgedByFaults } from '../../../lambdas/verify-backup/answer';

const question = { id: 'key-usable', what: 'a key', expected: 'enabled' };
const given = new AbortController();
const verdicts = (found: unknown) => [judged(question, true, String(found))];
const told = async (thrown: unknown) =>
  judge(
    [question],
    await ask(given.signal, () => {
      throw thrown as Error;
    }),
    verdicts,
  )[0]?.observed;

test('a fault is told by our message and its causes’ names, never by their messages', async () => {
  const cause = Object.assign(new Error('secret'), {
    name: 'AccessDenied',
    cause: Object.assign(new Error('s'), { name: 'Inner' }),
  });
  expect(await told(new Error('the key could not be described', { cause }))).toBe(
    'unknown: the key could not be described (AccessDenied, Inner)',
  );
  expect(await told(new Error('late'))).toBe('unknown: late');
  expect(await told(new Error('late', { cause: 'secret' }))).toBe('unknown: late');
});

test('what was thrown and is no error is not shown', async () => {
  expect(await told('secret')).toBe('unknown: a fault without a message');
  expect(await told(undefined)).toBe('unknown: a fault without a message');
});

test('a long fault is cut', async () => {
  expect(await told(new Error('x'.repeat(1_000)))).toBe(`unknown: ${'x'.repeat(300)}`);
});

test('what hangs on something unknown stays unknown, and is not asked', async () => {
  const fault = { fault: new Error('f') };
  const because = { because: 'it is not there' };
  let asked = 0;
  const next = () => Promise.resolve((asked += 1));
  expect(await askAfter(fault, given.signal, next)).toBe(fault);
  expect(await askAfter(because, given.signal, next)).toBe(because);
  expect(asked).toBe(0);
  expect(await askAfter({ found: 1 }, given.signal, next)).toEqual({ found: 1 });
  expect(both(fault, { found: 1 })).toBe(fault);
  expect(both({ found: 1 }, because)).toBe(because);
  expect(both({ found: 1 }, { found: 2 })).toEqual({ found: [1, 2] });
});

test('each check that hangs on a fault is an error, and on a finding not run', () => {
  const questions = [question, { ...question, id: 'key-policy' }];
  expect(judge(questions, { fault: new Error('f') }, verdicts).map(({ id, verdict }) => [id, verdict])).toEqual([
    ['key-usable', 'error'],
    ['key-policy', 'error'],
  ]);
  expect(judge(questions, { because: 'it is not there' }, verdicts)[1]).toMatchObject({
    id: 'key-policy',
    verdict: 'not-run',
    observed: 'not run, because it is not there',
  });
});

test('faults are all told, and what is sound is said to be', () => {
  expect(judgedByFaults(question, [], 'as deployed')).toEqual({
    ...question,
    observed: 'as deployed',
    verdict: 'pass',
  });
  expect(judgedByFaults(question, ['a', 'b'], 'as deployed')).toEqual({
    ...question,
    observed: 'a; b',
    verdict: 'fail',
  });
});
