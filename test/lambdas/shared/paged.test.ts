import { asked, paged } from '../../../lambdas/shared/paged';

const refused = Object.assign(new Error('not you'), { name: 'AccessDenied' });

test('a list is that of all its pages, asked for one after the other', async () => {
  const tokens: (string | undefined)[] = [];
  const pages: Record<string, { found: string[]; next?: string }> = {
    first: { found: ['a', 'b'], next: 'two' },
    two: { found: [], next: 'three' },
    // An empty token ends a list as none does.
    three: { found: ['c'], next: '' },
  };
  const list = await paged('letters', (token) => {
    tokens.push(token);
    return Promise.resolve(pages[token ?? 'first'] ?? {});
  });
  expect(list).toEqual(['a', 'b', 'c']);
  expect(tokens).toEqual([undefined, 'two', 'three']);
});

test('a page that is refused fails the list', async () => {
  const pages = [() => Promise.resolve({ found: ['a'], next: 'two' }), () => Promise.reject(refused)];
  await expect(paged('letters', () => pages.shift()?.() ?? Promise.resolve({}))).rejects.toMatchObject({
    message: 'letters: AccessDenied',
    cause: refused,
  });
});

test('a page without a list is half an answer', async () => {
  await expect(paged('letters', () => Promise.resolve({}))).rejects.toThrow('letters: a page lacks its list');
});

test('pages without end are given up', async () => {
  await expect(paged('letters', () => Promise.resolve({ found: ['a'], next: 'more' }))).rejects.toThrow(
    'letters: the list does not end',
  );
});

test('what throws something else than an error is told of all the same', async () => {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- that is what is tested
  await expect(asked('a thing', () => Promise.reject('no'))).rejects.toThrow('a thing: refused');
});
