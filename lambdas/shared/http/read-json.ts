import type { z } from 'zod';
import { HttpStatusError, type HttpAnswer, type HttpReader, type HttpRequest } from './http-reader';

/**
 * Reads what a public source answers, within bounds that such answers never reach.
 * @param statuses those that mean something; all others are errors
 * @throws HttpFault, or HttpStatusError
 */
export async function readSource(
  reader: HttpReader,
  url: string,
  { statuses, ...bounds }: Pick<HttpRequest, 'timeoutMs' | 'maxBytes'> & { readonly statuses: readonly number[] },
  signal?: AbortSignal,
): Promise<HttpAnswer> {
  const headers = { accept: 'application/json' };
  const answer = await reader.read({ url, headers, redirects: 2, retries: 2, ...bounds }, signal);
  if (!statuses.includes(answer.status)) throw new HttpStatusError(answer.status, new URL(url).host);
  return answer;
}

/** @throws Error when it is no JSON in UTF-8, or not of that shape; its message holds nothing of the answer */
export function parseAnswer<T>({ body, url }: HttpAnswer, shape: z.ZodType<T>): T {
  const { host } = new URL(url);
  const parsed = shape.safeParse(parseJson(body, host));
  if (!parsed.success) throw new Error(`${host} answers in another shape than is known`);
  return parsed.data;
}

function parseJson(body: Uint8Array, host: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Error(`${host} answers with what is no JSON`);
  }
}
