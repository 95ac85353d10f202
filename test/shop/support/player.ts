import type { DoorName } from '../../../lib/doors/route';
import { type Behaviour, formsOf, type HttpRequest } from '../../doors/requests';
import type { Answer, Sent, Shop } from './shop';
import { complaintAbout } from './verdict';

/** Plays behaviours of the request table at a shop's doors. */
export class Player {
  constructor(
    private readonly shop: Shop,
    /** How many requests are under way at once. */
    private readonly atOnce = 6,
  ) {}

  /** Plays a behaviour in all its forms. Each complaint names the form and the door; none: all is as the table says. */
  async complaints(
    behaviour: Behaviour,
    { untilFirst = false }: { readonly untilFirst?: boolean } = {},
  ): Promise<string[]> {
    const known = await this.filled(behaviour);
    const plays = formsOf(known).flatMap((request) => request.doors.map((door) => ({ request, door })));
    const complaints: string[] = [];
    const worker = async (): Promise<void> => {
      for (let play = plays.shift(); play; play = plays.shift()) {
        const complaint = await this.complaint(play.request, play.door, known);
        if (complaint !== undefined) complaints.push(complaint);
        if (untilFirst && complaints.length > 0) return;
      }
    };
    await Promise.all(Array.from({ length: this.atOnce }, worker));
    return complaints;
  }

  /** Plays one request. */
  async complaint(request: HttpRequest, door: DoorName, behaviour: Behaviour): Promise<string | undefined> {
    const session = await this.shop.session(request.cookie === 'none' ? 'nobody' : request.cookie, door);
    const withNonce = (text: string): string => text.replaceAll('{nonce}', session.nonce);
    const headers = Object.entries(request.headers).map(([name, value]) => [name, withNonce(value)] as const);
    const sent: Sent = {
      method: request.method,
      target: request.target,
      headers: { ...Object.fromEntries(headers), ...(await this.authorization(request)) },
      cookie: session.cookie,
      ...(request.body !== undefined && { body: withNonce(request.body) }),
    };
    const first = await this.shop.ask(door, sent);
    const answer = behaviour[door].kind === 'refused' ? await this.followed(door, sent, first) : first;
    const said = isPlayedByNobody(behaviour, answer)
      ? undefined
      : (complaintAbout(request, behaviour[door], answer) ??
        late(request, behaviour, door, answer) ??
        this.leak(request, door, answer));
    return said && `${door} door, ${request.form}: ${request.method} ${request.target.slice(0, 160)}: ${said}`;
  }

  /**
   * WordPress mends addresses: it leads from `/index.php/wp-admin/` and `/xmlrpc.php.` to what they may have meant. What counts is
   * whether that is refused.
   */
  private async followed(door: DoorName, sent: Sent, first: Answer): Promise<Answer> {
    let answer = first;
    for (let hops = 0; hops < 3 && answer.status >= 301 && answer.status <= 302; hops += 1) {
      const to = new URL(answer.headers.location ?? '', `https://${this.shop.value(`${door}-host`)}`);
      if (to.host !== this.shop.value(`${door}-host`)) return answer;
      answer = await this.shop.ask(door, {
        ...sent,
        method: 'GET',
        body: undefined,
        target: `${to.pathname}${to.search}`,
      });
    }
    return answer;
  }

  /** Nobody learns the staff door's address at the shop door. */
  private leak(request: HttpRequest, door: DoorName, answer: { headers: object; body: string }): string | undefined {
    const staff = this.shop.value('staff-host');
    if (door === 'staff' || JSON.stringify(request).includes(staff)) return undefined;
    return `${JSON.stringify(answer.headers)}${answer.body}`.includes(staff)
      ? 'the answer names the staff host'
      : undefined;
  }

  private async authorization({ authorization }: HttpRequest): Promise<Record<string, string>> {
    const basic = (name: string, password: string) =>
      `Basic ${Buffer.from(`${this.shop.value(name)}:${this.shop.value(password)}`).toString('base64')}`;
    switch (authorization) {
      case undefined:
        return {};
      case 'api-key':
        return { authorization: basic('api-key', 'api-secret') };
      case 'admin-application-password':
        return { authorization: basic('admin-login', 'application-password') };
      case 'cashier-token':
        return { authorization: `Bearer ${await this.shop.cashierToken()}` };
    }
  }

  /** Forms change letters, so placeholders are filled in before: all but the nonce, which is the session's. */
  private async filled(behaviour: Behaviour): Promise<Behaviour> {
    const values: Record<string, string> = {
      ...this.shop.host.seeded,
      'cashier-token': await this.shop.cashierToken(),
    };
    const fill = (text: string): string =>
      text.replace(/\{([a-z-]+)\}/g, (whole, name: string) => (name === 'nonce' ? whole : (values[name] ?? whole)));
    const headers = Object.entries(behaviour.headers ?? {}).map(([name, value]) => [name, fill(value)] as const);
    const filled: Behaviour = { ...behaviour, target: fill(behaviour.target), headers: Object.fromEntries(headers) };
    return behaviour.body === undefined ? filled : { ...filled, body: fill(behaviour.body) };
  }
}

/** Routes of plugins that neither the shop nor the probe has: WordPress says so, which it only can where the doors let it be asked. */
function isPlayedByNobody({ needs }: Behaviour, answer: Answer): boolean {
  return (
    needs !== undefined && !played.includes(needs) && answer.status === 404 && answer.body.includes('rest_no_route')
  );
}

/** What the probe stands for. */
const played = ['woocommerce-payments', 'woocommerce-paypal-payments'];

/**
 * A path that a row refuses is refused by nginx, at whose hands it costs nothing and no code of a plugin sees it. Said otherwise, or
 * by a variable, it is WordPress that knows what was meant.
 */
function late(request: HttpRequest, behaviour: Behaviour, door: DoorName, answer: Answer): string | undefined {
  if (behaviour[door].kind !== 'refused' || behaviour.saying !== 'path' || request.form !== 'plain') return undefined;
  return answer.body === '404\n' || request.method === 'HEAD' ? undefined : 'nginx itself must refuse it';
}
