import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { pluginsIn, type PluginSource } from '../../../cli/host/release';
import { standIns } from '../../../cli/host/run';
import type { DoorName } from '../../../lib/doors/route';
import { requestStore } from '../../doors/requests';
import { type Answer, type Person, PreviewHost, type Sent, type Session } from '../../support/preview-host';
import { plant } from './planted';

export { type Answer, CookieJar, describeHost, type Sent, type Session } from '../../support/preview-host';

/** `npm run test:shop -- --plugins DIR` names the folder; else the stand-ins. */
const realPlugins = process.env['STOREFORT_SHOP_PLUGINS'];
/** A file that takes the number of requests of each test file. */
const tally = process.env['STOREFORT_SHOP_TALLY'];

/** Whether WooCommerce itself answers: what has a shop behind it can be asked more. */
export const isReal = realPlugins !== undefined;

/** The probe is there in both: it plays payment plugins, which neither has. */
export function shopPlugins(folder = realPlugins): PluginSource[] {
  const shop = folder === undefined ? standIns() : pluginsIn(folder);
  return [...shop, ...pluginsIn(path.join(__dirname, '../plugins'))];
}

export type Somebody = Person | 'nobody';

/** The shop of a test file: a preview whose store declares the integrations of the request table. */
export class Shop {
  private readonly sessions = new Map<string, Promise<Session>>();
  private token: Promise<string> | undefined;
  private asked = 0;

  private constructor(readonly host: PreviewHost) {}

  static async open(plugins: readonly PluginSource[] = shopPlugins()): Promise<Shop> {
    const host = await PreviewHost.start({ plugins, doors: requestStore, phpWorkers: 6 });
    plant(host.preview.root);
    return new Shop(host);
  }

  /** One request, from an address that no other request had: limits count addresses. */
  async ask(door: DoorName, sent: Sent): Promise<Answer> {
    return this.host.ask(door, { from: this.address(), ...sent });
  }

  async get(door: DoorName, target: string, more: Omit<Sent, 'target'> = {}): Promise<Answer> {
    return this.ask(door, { target, ...more });
  }

  /** A form, urlencoded. */
  async post(
    door: DoorName,
    target: string,
    fields: Readonly<Record<string, string>>,
    more: Omit<Sent, 'target'> = {},
  ): Promise<Answer> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...more.headers };
    return this.ask(door, { method: 'POST', target, body: new URLSearchParams(fields).toString(), ...more, headers });
  }

  /** A client's address that nobody had yet, on loopback. */
  address(): string {
    this.asked += 1;
    return `127.${16 + (this.asked >> 14)}.${(this.asked >> 7) & 127}.${1 + (this.asked & 127)}`;
  }

  /**
   * Cookies and a nonce that the door takes; the same each time. At the shop door staff's cookies are nobody's, so that nonce is one
   * for nobody: with their own, REST would answer 403 before it looks at any route, and prove nothing of the guard.
   */
  session(somebody: Somebody, door: DoorName = 'staff'): Promise<Session> {
    const isHidden = door === 'shop' && (somebody === 'admin' || somebody === 'cashier');
    const key = `${somebody} ${isHidden}`;
    const known = this.sessions.get(key) ?? this.newSession(somebody, isHidden);
    this.sessions.set(key, known);
    return known;
  }

  /** What a till shows as its bearer; the same each time. */
  cashierToken(): Promise<string> {
    this.token ??= this.host.cashierToken();
    return this.token;
  }

  /** A placeholder's value. */
  value(name: string): string {
    const value = this.host.seeded[name];
    if (value === undefined) throw new Error(`nothing was seeded as ${name}`);
    return value;
  }

  async close(): Promise<void> {
    if (tally !== undefined) appendFileSync(tally, `${this.asked}\n`);
    await this.host.stop();
  }

  private async newSession(somebody: Somebody, isHidden: boolean): Promise<Session> {
    if (somebody === 'nobody') return { cookie: '', nonce: await this.nobodysNonce('') };
    if (!isHidden) return this.host.signedIn(somebody);
    const { cookie } = await this.session(somebody);
    return { cookie, nonce: await this.nobodysNonce(cookie) };
  }

  /** What WordPress makes for nobody who shows this cookie: the token in it counts. */
  private nobodysNonce(cookie: string): Promise<string> {
    const value = /wordpress_logged_in_[0-9a-f]+=([^;]+)/.exec(cookie)?.[1] ?? '';
    return this.host.preview.php(
      `$_COOKIE[LOGGED_IN_COOKIE] = rawurldecode('${value}'); wp_set_current_user(0); echo wp_create_nonce('wp_rest');`,
    );
  }
}
