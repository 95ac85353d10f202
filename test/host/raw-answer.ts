/** An HTTP answer, read from its bytes. */
export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** What small-release's scripts say of a request. */
export interface Told {
  readonly by: string;
  readonly stamp: string;
  readonly directory: string;
  readonly got: Readonly<Record<string, string>>;
  readonly server: Readonly<Record<string, string>>;
}

export function toldBy({ status, body }: Answer): Told {
  if (!body.startsWith('{')) throw new Error(`PHP did not answer: ${status} ${body}`);
  return JSON.parse(body) as Told;
}

export function answerOf(bytes: string): Answer {
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.slice(0, end === -1 ? undefined : end + 2);
  const body = end === -1 ? '' : bytes.slice(end + 4);
  return { status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0), head, body: unchunked(head, body) };
}

function unchunked(head: string, body: string): string {
  if (!/^transfer-encoding: chunked\r?$/im.test(head)) return body;
  let rest = body;
  let whole = '';
  for (;;) {
    const [line, size] = /^([0-9a-f]+)\r\n/i.exec(rest) ?? ['', '0'];
    const length = parseInt(size, 16);
    if (length === 0) return whole;
    whole += rest.slice(line.length, line.length + length);
    rest = rest.slice(line.length + length + 2);
  }
}
