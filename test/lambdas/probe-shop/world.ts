import type { ProbeMode, ProbeShopAnswer, ProbeShopExpectations } from '../../../lambdas/probe-shop/contract';
import { Cookies } from '../../../lambdas/probe-shop/cookies';
import type { Ports } from '../../../lambdas/probe-shop/ports';
import { probeShop } from '../../../lambdas/probe-shop/probe-shop';
import type { Evidence } from '../../../lambdas/shared/evidence';
import { HostCommandError } from '../../../lambdas/shared/host-commands';
import type { HttpAnswer, HttpFault, HttpRequest } from '../../../lambdas/shared/http/http-reader';
import type { Measurement } from '../../../lambdas/shared/metrics';
import { FakeShop, shopHost, staffHost } from './fake-shop';

export function expectations(change: Partial<ProbeShopExpectations> = {}): ProbeShopExpectations {
  return {
    store: 'acme',
    doors: { shop: { host: shopHost }, staff: { host: staffHost } },
    testOrder: { productId: 14, gateway: 'bacs' },
    autoScalingGroup: 'acme-web',
    mailDocument: 'storefort-acme-g2-test-mail',
    orderDocument: 'storefort-acme-g2-test-order',
    evidence: { bucket: 'evidence', region: 'us-west-2' },
    ...change,
  };
}

type Seen = readonly [verdict: string, observed: string];

/** The shop, its hosts and AWS in memory. */
export class World {
  readonly shop = new FakeShop();
  now = new Date('2026-11-25T10:15:00.000Z');
  expected = expectations();
  readonly requests: HttpRequest[] = [];
  readonly evidence: Evidence[] = [];
  readonly put: Measurement[] = [];
  /** What was done, in order. */
  readonly done: string[] = [];
  /** Commands that hosts got. */
  readonly commands: { document: string; host: string; parameters: Readonly<Record<string, string>> }[] = [];
  hosts: string[] = ['i-1', 'i-2'];
  /** What a document prints, or how it fails; undefined: as it does. */
  readonly prints = new Map<string, (host: string) => string | Error | undefined>();
  /** By `GET shop /cart/`: nothing is answered. */
  readonly faults = new Map<string, HttpFault | Error>();
  /** By path. @default 100 */
  readonly milliseconds = new Map<string, number[]>();
  certificates: Record<string, NonNullable<HttpAnswer['certificate']>> = {
    [shopHost]: { validTo: new Date('2027-06-01T00:00:00Z'), names: [shopHost, `www.${shopHost}`] },
    [staffHost]: { validTo: new Date('2027-06-01T00:00:00Z'), names: [`*.${shopHost}`] },
  };
  cookies = new Cookies();
  readonly deadline = new AbortController();
  readonly lastCall = new AbortController();
  evidenceFails = false;

  ports(): Ports {
    return {
      http: { read: (request) => this.read(request) },
      hosts: {
        reachable: () => Promise.resolve(this.hosts),
        run: (document, host, parameters, signal) => this.command(document, host, parameters, signal),
      },
      evidence: {
        put: (evidence) => {
          if (this.evidenceFails) return Promise.reject(new Error('the evidence could not be put'));
          this.evidence.push(structuredClone(evidence));
          this.done.push('evidence');
          return Promise.resolve(`acme/${evidence.id}`);
        },
      },
      metrics: {
        put: (measurement) => {
          this.put.push(measurement);
          this.done.push('metric');
        },
      },
      now: () => this.now,
      cookies: this.cookies,
      deadline: this.deadline.signal,
      lastCall: this.lastCall.signal,
      namespace: 'Storefort/acme',
      version: '0.1.0',
    };
  }

  probe(mode: ProbeMode): Promise<ProbeShopAnswer> {
    return probeShop({ expected: this.expected, mode }, this.ports());
  }

  /** What the evidence of a run says that does not pass; of all checks, or of those named. */
  async findings(mode: ProbeMode = 'window'): Promise<Record<string, Seen>> {
    await this.probe(mode).catch(() => undefined);
    const results = this.evidence.at(-1)?.results ?? [];
    const notPassed = results.filter(({ verdict }) => verdict !== 'pass');
    return Object.fromEntries(notPassed.map(({ id, verdict, observed }): [string, Seen] => [id, [verdict, observed]]));
  }

  private async read(request: HttpRequest): Promise<HttpAnswer> {
    await Promise.resolve();
    this.requests.push(request);
    const url = new URL(request.url);
    const { method = 'GET', headers = {}, body = '' } = request;
    const scheme = url.protocol === 'http:' ? 'http' : 'https';
    const place = `${scheme === 'http' ? 'http ' : ''}${url.host.startsWith('staff') ? 'staff' : 'shop'}`;
    const fault = this.faults.get(`${method} ${place} ${url.pathname}`);
    if (fault !== undefined) throw fault;
    const told = this.shop.answer({ scheme, host: url.host, method, target: url.pathname + url.search, headers, body });
    return {
      status: told.status,
      headers: told.headers,
      body: Buffer.from(told.body),
      url: request.url,
      milliseconds: this.timeOf(url.pathname),
      ...(scheme === 'https' && { certificate: this.certificates[url.host] }),
    };
  }

  private timeOf(path: string): number {
    const [first = 100, ...others] = this.milliseconds.get(path) ?? [];
    if (others.length > 0) this.milliseconds.set(path, others);
    return first;
  }

  private async command(
    document: string,
    host: string,
    parameters: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<{ output: string }> {
    await Promise.resolve();
    if (signal.aborted) throw new HostCommandError(`${document} on ${host} did not end in time`);
    this.commands.push({ document, host, parameters });
    const printed = this.prints.get(document)?.(host);
    if (printed instanceof Error) throw printed;
    if (printed !== undefined) return { output: printed };
    if (document.endsWith('test-mail')) return { output: '{"sent":true,"transport":"ses"}\n' };
    try {
      return { output: `${JSON.stringify(this.shop.cancel(parameters))}\n` };
    } catch (error) {
      throw new HostCommandError(`${document} on ${host} ended as Failed: ${(error as Error).message}`);
    }
  }
}
