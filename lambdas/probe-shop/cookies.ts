import type { HttpAnswer } from '../shared/http/http-reader';

/** As many, and each as long, as browsers keep at least. https://www.rfc-editor.org/rfc/rfc6265#section-6.1 */
const mostCookies = 50;
const longestCookie = 4096;

/** What one browser keeps of one site, paths apart: of what a shop sets all is for all its pages. */
export class Cookies {
  private readonly kept = new Map<string, string>();

  /** Keeps what an answer sets, and forgets what it takes back. */
  take({ headers }: Pick<HttpAnswer, 'headers'>): void {
    const set = headers['set-cookie'] ?? [];
    for (const line of typeof set === 'string' ? [set] : set) this.takeOne(line);
  }

  /** Value of the `Cookie` header; undefined: there are none. */
  get header(): string | undefined {
    if (this.kept.size === 0) return undefined;
    return [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Of another browser. */
  forget(): void {
    this.kept.clear();
  }

  private takeOne(line: string): void {
    const [, name, value] = /^\s*([^\s=;,]{1,256})=([^;]*)/.exec(line.slice(0, longestCookie + 1)) ?? [];
    if (name === undefined || value === undefined || line.length > longestCookie) return;
    const isTakenBack = value === '' || value === 'deleted' || /;\s*max-age=(0|-\d+)\s*(;|$)/i.test(line);
    if (isTakenBack) this.kept.delete(name);
    else if (this.kept.has(name) || this.kept.size < mostCookies) this.kept.set(name, value.trim());
  }
}
