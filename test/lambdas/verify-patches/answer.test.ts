import { ask, askEach, conclude, list, tidy } from '../../../lambdas/verify-patches/answer';

const question = { id: 'a', what: 'a', expected: 'a' };
const never = new AbortController().signal;

describe('what a check concludes', () => {
  test.each([
    [{ faults: ['f'], unknown: ['u'], sound: 's', aside: 'x' }, 'fail', 'f; x; unknown: u'],
    [{ faults: [], unknown: ['u'], sound: 's', aside: 'x' }, 'error', 'unknown: u; x'],
    [{ faults: [], sound: 's', aside: 'x' }, 'pass', 's; x'],
    [{ faults: [], sound: 's' }, 'pass', 's'],
  ] as const)('%j is %s', (seen, verdict, observed) => {
    expect(conclude(question, seen)).toEqual({ ...question, verdict, observed });
  });
});

describe('text of others', () => {
  test('is one line without control characters, invisible ones among them', () => {
    expect(tidy('a\nb\u001b[0m\u202ec\u0000 ä€')).toBe('a?b?[0m?c? ä€');
  });

  test('is cut', () => {
    expect(tidy('x'.repeat(200))).toHaveLength(200);
    expect(tidy('x'.repeat(201))).toBe(`${'x'.repeat(199)}…`);
  });

  test('is listed a dozen at most', () => {
    const items = Array.from({ length: 15 }, (_, index) => `n${index}`);
    expect(list(items.slice(0, 12))).toBe('n0; n1; n2; n3; n4; n5; n6; n7; n8; n9; n10; n11');
    expect(list(items)).toBe('n0; n1; n2; n3; n4; n5; n6; n7; n8; n9; n10; n11; and 3 more');
    expect(list(['a\nb'])).toBe('a?b');
  });
});

describe('asking', () => {
  test('tells the message of our own, and of causes their names only', async () => {
    const cause = new TypeError('arn:aws:secret', { cause: new RangeError('more') });
    const outcome = await ask(never, () => Promise.reject(new Error('could\nnot', { cause })));
    expect(outcome).toEqual({ fault: 'could?not (TypeError, RangeError)' });
  });

  test('names few causes where they go in a circle', async () => {
    const error = new Error('round');
    error.cause = error;
    expect(await ask(never, () => Promise.reject(error))).toEqual({
      fault: 'round (Error, Error, Error, Error, Error)',
    });
  });

  test.each([
    [
      'what throws before it promises',
      () => {
        throw new Error('at once');
      },
      'at once',
    ],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what others throw is not always an error
    ['what throws no error', () => Promise.reject('text'), 'a fault without a message'],
  ] as const)('%s is a fault', async (_, find, fault) => {
    expect(await ask(never, find)).toEqual({ fault });
  });

  test('asks nothing once the time is up', async () => {
    const find = jest.fn(() => Promise.resolve(1));
    expect(await ask(AbortSignal.abort(), find)).toEqual({ fault: 'no time was left to ask' });
    expect(find).not.toHaveBeenCalled();
  });

  test('asks each, in their order, and never more than six at once', async () => {
    let open = 0;
    let most = 0;
    const items = Array.from({ length: 30 }, (_, index) => index);
    const outcomes = await askEach(never, items, async (item) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, item % 3));
      open -= 1;
      if (item === 7) throw new Error('seven');
      return item;
    });
    expect(most).toBe(6);
    expect(outcomes).toEqual(items.map((item) => (item === 7 ? { fault: 'seven' } : { found: item })));
  });
});
