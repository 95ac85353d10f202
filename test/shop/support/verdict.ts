import type { Answer } from '../../support/preview-host';
import type { HttpRequest, Outcome } from '../../doors/requests';
import { marker } from './planted';

/** What of an answer a form speaks about: of a batch its member, of an envelope what is inside. */
interface Spoken {
  readonly status: number;
  /** Of a REST answer that is an error. */
  readonly code: string | undefined;
  readonly body: string;
}

/** What is wrong with the answer; undefined: nothing. */
export function complaintAbout(request: HttpRequest, outcome: Outcome, answer: Answer): string | undefined {
  if (answer.body.includes(marker) || answer.headers['x-ran'] !== undefined)
    return `it served or ran a file that must never be`;
  const spoken = spokenOf(request, answer);
  switch (outcome.kind) {
    case 'refused':
      return aboutRefusal(request, spoken, answer);
    case 'wrong method':
      return spoken.status === 405 ? undefined : `it must be 405, got ${spoken.status}`;
    case 'redirect':
      return aboutRedirect(outcome.to, spoken, answer);
    case 'served':
      return aboutStatus(outcome, spoken, answer) ?? aboutContent(outcome, spoken, answer);
  }
}

function aboutRedirect(
  to: string,
  { status }: Spoken,
  { headers: { location = 'nowhere' } }: Answer,
): string | undefined {
  return location.startsWith(to) ? undefined : `it must lead to ${to}, got ${status} to ${location}`;
}

function aboutRefusal(request: HttpRequest, { status, code }: Spoken, answer: Answer): string | undefined {
  // The front stands for CloudFront, which knows one host name a door and answers another with 403.
  const allowed = [...request.refusedWith, ...(request.headers['host'] === undefined ? [] : [403])];
  // Said so that nginx takes it for a page: pages know GET and POST.
  if (request.form !== 'plain' && !['GET', 'HEAD', 'POST'].includes(request.method)) allowed.push(405);
  if (!allowed.includes(status)) return `it must be refused with ${allowed.join(' or ')}, got ${status} ${code ?? ''}`;
  if (answer.headers.location !== undefined) return `a refusal must lead nowhere, got ${answer.headers.location}`;
  // A route that is there answers 404 for a thing that is not, with a code of its own.
  if (status === 404 && code !== undefined && code !== 'rest_no_route') return `the route was reached: ${code}`;
  return undefined;
}

type Served = Extract<Outcome, { kind: 'served' }>;

function aboutStatus({ statuses }: Served, spoken: Spoken, answer: Answer): string | undefined {
  const { status, code = '' } = spoken;
  if (statuses === undefined ? isReached(spoken) : statuses.includes(status)) return undefined;
  return `it must be ${statuses?.join(' or ') ?? 'reached'}, got ${status} ${code} ${answer.headers.location ?? ''}`;
}

function aboutContent({ without = [], setsNo }: Served, { body }: Spoken, answer: Answer): string | undefined {
  const shown = without.find((text) => body.includes(text));
  if (shown !== undefined) return `the body must not hold ${shown}`;
  const set = setsNo === undefined ? undefined : answer.cookies.find((cookie) => cookie.startsWith(setsNo));
  return set === undefined ? undefined : `it must not set ${set}`;
}

function isReached({ status, code }: Spoken): boolean {
  if (status === 404) return code !== undefined && code !== 'rest_no_route';
  return status !== 405 && status < 500;
}

function spokenOf(request: HttpRequest, answer: Answer): Spoken {
  const outer: Spoken = { status: answer.status, code: codeOf(json(answer.body)), body: answer.body };
  if (request.status === 'answer' || answer.status >= 400) return outer;
  const document = json(answer.body) as { responses?: readonly unknown[]; status?: unknown } | undefined;
  const inner = (request.status === 'batch' ? document?.responses?.[0] : document) as
    { readonly status?: unknown; readonly body?: unknown } | undefined;
  if (typeof inner?.status !== 'number') return outer;
  return { status: inner.status, code: codeOf(inner.body), body: answer.body };
}

function json(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(document: unknown): string | undefined {
  const code = (document as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
