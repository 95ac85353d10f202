import { z } from 'zod';
import type { HttpAnswer, HttpRequest } from '../../../../lambdas/shared/http/http-reader';
import { parseAnswer, readSource } from '../../../../lambdas/shared/http/read-json';

const answer: HttpAnswer = {
  status: 200,
  headers: {},
  body: Buffer.from('{"secret":1}'),
  url: 'https://a.test/path?key=secret',
  milliseconds: 1,
};
const shape = z.object({ secret: z.number() });

test('reads what has the shape, with or without a byte order mark', () => {
  expect(parseAnswer(answer, shape)).toEqual({ secret: 1 });
  expect(parseAnswer({ ...answer, body: Buffer.from('\ufeff{"secret":2}') }, shape)).toEqual({ secret: 2 });
});

test.each([
  ['another shape', Buffer.from('{"secret":"x"}'), 'a.test answers in another shape than is known'],
  ['no JSON', Buffer.from('secret'), 'a.test answers with what is no JSON'],
  ['no UTF-8', Buffer.from('{"secret":1,"x":"\xff"}', 'latin1'), 'a.test answers with what is no JSON'],
  ['nothing', Buffer.alloc(0), 'a.test answers with what is no JSON'],
])('refuses %s and repeats nothing of it', (__, body, message) => {
  let thrown: unknown;
  try {
    parseAnswer({ ...answer, body }, shape);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toEqual(new Error(message));
  expect(thrown).not.toHaveProperty('cause');
});

test('asks within bounds, follows a little, and asks again a little', async () => {
  const asked: unknown[] = [];
  const { signal } = new AbortController();
  const read = (request: HttpRequest, given?: AbortSignal) => {
    asked.push(request, given);
    return Promise.resolve(answer);
  };

  const bounds = { statuses: [200], timeoutMs: 5, maxBytes: 6 };
  await expect(readSource({ read }, 'https://a.test/', bounds, signal)).resolves.toBe(answer);

  const headers = { accept: 'application/json' };
  expect(asked).toEqual([
    { url: 'https://a.test/', headers, redirects: 2, retries: 2, timeoutMs: 5, maxBytes: 6 },
    signal,
  ]);
});

test('takes a status that means nothing for an error', async () => {
  const reader = { read: () => Promise.resolve({ ...answer, status: 404 }) };
  const bounds = { timeoutMs: 5, maxBytes: 6 };

  await expect(readSource(reader, answer.url, { ...bounds, statuses: [200, 404] })).resolves.toMatchObject({
    status: 404,
  });
  await expect(readSource(reader, answer.url, { ...bounds, statuses: [200] })).rejects.toMatchObject({
    status: 404,
    message: 'a.test answered with status 404',
  });
});
