import { type Answer, ask } from '../../test/support/http-answer';

/** What is measured: one address with one set of headers, and how its log says that it was answered as meant. */
export interface Side {
  readonly name: string;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  /** Its access log. */
  readonly log: string;
  /** A line of an answer that counts. */
  readonly logged: RegExp;
  /** Part of the body that only the right page has. */
  readonly holds: string;
}

/**
 * One request, of a client that the load does not play.
 * @param agent by which its line in the log is found
 */
export async function askSide({ port, headers }: Side, agent = 'bench'): Promise<Answer> {
  const whose = { 'CloudFront-Viewer-Address': '198.19.0.1:1024', 'User-Agent': agent };
  return ask({ host: '127.0.0.1', port }, { target: '/', headers: { ...headers, ...whose } });
}
