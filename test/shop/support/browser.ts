import type { DoorName } from '../../../lib/doors/route';
import { type Answer, CookieJar, type Sent, type Shop } from './shop';

/** One person at one door: keeps cookies, follows redirects, remembers every page. */
export class Browser {
  readonly jar = new CookieJar();
  /** All that was shown. */
  readonly seen: { readonly target: string; readonly answer: Answer }[] = [];
  private readonly from: string;

  constructor(
    private readonly shop: Shop,
    private readonly door: DoorName,
  ) {
    this.from = shop.address();
  }

  async open(target: string, more: Omit<Sent, 'target'> = {}): Promise<Answer> {
    return this.followed(target, await this.send({ target, ...more }));
  }

  async submit(
    target: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.followed(
      target,
      await this.send({
        method: 'POST',
        target,
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    );
  }

  /** JSON, as the editor and the blocks of the checkout send it. */
  async call(
    method: string,
    target: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.send({
      method,
      target,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  private async send(sent: Sent): Promise<Answer> {
    const answer = await this.shop.ask(this.door, { from: this.from, cookie: this.jar.header, ...sent });
    this.jar.take(answer);
    this.seen.push({ target: sent.target, answer });
    return answer;
  }

  private async followed(target: string, first: Answer): Promise<Answer> {
    let answer = first;
    const own = this.shop.value(`${this.door}-host`);
    for (let hops = 0; hops < 5 && answer.status >= 301 && answer.status <= 303; hops += 1) {
      const to = new URL(answer.headers.location ?? '', `https://${own}${target}`);
      if (to.host !== own) return answer;
      answer = await this.send({ target: `${to.pathname}${to.search}` });
    }
    return answer;
  }
}

/** The value of a form's hidden field. */
export function fieldOf({ body }: Answer, name: string): string | undefined {
  const tag = new RegExp(`<input[^>]*\\bname=["']${name}["'][^>]*>`).exec(body)?.[0];
  return tag === undefined ? undefined : /\bvalue=["']([^"']*)["']/.exec(tag)?.[1];
}
