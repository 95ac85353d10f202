/** What bounds a list: AWS's pages hold between twenty and a thousand. */
const mostPages = 200;

/**
 * A whole list of AWS, page by page.
 * @param what such as `the alarms of us-east-1`, for messages
 * @param page asks for the page of a token; the first has none. Its `found` is undefined when the answer lacks the list
 * @throws Error when a page is refused, lacks its list, or pages do not end: half a list is none
 */
export async function paged<T>(
  what: string,
  page: (token: string | undefined) => Promise<{ readonly found?: readonly T[]; readonly next?: string }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  for (let turn = 0; turn < mostPages; turn += 1) {
    const { found, next } = await asked(what, () => page(token));
    if (found === undefined) throw new Error(`${what}: a page lacks its list`);
    all.push(...found);
    if (next === undefined || next === '') return all;
    token = next;
  }
  throw new Error(`${what}: the list does not end`);
}

/**
 * What AWS says.
 * @param what is asked, for messages
 * @throws Error naming that and the kind of AWS's error, with it as cause
 */
export async function asked<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.name : 'refused'}`, { cause: error });
  }
}
