import { Browser } from '../support/browser';
import { eventually } from '../support/await';
import { mails, type SentMail } from '../support/mails';
import { type Answer, Shop } from '../support/shop';

/** What a shop has set up before it opens. */
const opened = `
  update_option('woocommerce_enable_myaccount_registration', 'yes');
  update_option('woocommerce_registration_generate_password', 'yes');
  update_option('woocommerce_cod_settings', ['enabled' => 'yes', 'title' => 'Cash']);
  update_option('woocommerce_coming_soon', 'no');
  update_option('users_can_register', '1');
  flush_rewrite_rules();
  echo get_option('admin_email');`;

/** Who registers and orders. */
export const shopper = 'mia@shopper.example';

/** A shop, an administrator and a shopper, and what they have come to by now. */
export class Day {
  readonly staff: Browser;
  readonly mia: Browser;
  readonly shopHost: string;
  readonly staffHost: string;
  /** Of the administrator, for REST. */
  nonce = '';
  /** The shopper's order; the stand-in takes none. */
  ordered: string | undefined;
  /** Addresses whose mails are staff's. */
  readonly staffMails: string[];
  /** Targets of the shop door that were opened: some links work once. */
  readonly followed = new Set<string>();

  private constructor(
    readonly shop: Shop,
    adminMail: string,
  ) {
    this.staff = new Browser(shop, 'staff');
    this.mia = new Browser(shop, 'shop');
    this.shopHost = shop.value('shop-host');
    this.staffHost = shop.value('staff-host');
    this.staffMails = [adminMail];
  }

  static async begin(): Promise<Day> {
    const shop = await Shop.open();
    return new Day(shop, await shop.host.preview.php(opened));
  }

  /** What somebody writes who copies addresses at the staff door. */
  staffLink(): string {
    const [article, picture] = [this.shop.value('article'), this.shop.value('picture')];
    const at = `https://${this.staffHost}`;
    return `<p><a href="${at}/?p=${article}">read</a> <img src="${at}/wp-content/uploads/${picture}"></p>`;
  }

  to(reader: string): SentMail[] {
    return mails(this.shop).filter((mail) => mail.to.includes(reader));
  }

  customerMails(): SentMail[] {
    return mails(this.shop).filter(({ to }) => !this.staffMails.some((one) => to.includes(one)));
  }

  /** The latest to a reader, once it is there. */
  async mailTo(reader: string, about: RegExp): Promise<SentMail> {
    const latest = () => this.to(reader).findLast(({ subject, text }) => about.test(`${subject}\n${text}`));
    const found = await eventually(
      () => Promise.resolve(latest()),
      (mail) => mail !== undefined,
      10,
    );
    if (found !== undefined) return found;
    const all = mails(this.shop).map((mail) => `${mail.to}: ${mail.subject}`);
    throw new Error(`no mail to ${reader} is about ${about}: ${all.join('; ')}`);
  }

  async opensAtShop(target: string, more: { cookie?: string } = {}): Promise<Answer> {
    const answer = await this.shop.get('shop', target, more);
    expect([target, answer.status < 400]).toEqual([target, true]);
    this.followed.add(target);
    return answer;
  }
}

/** Prefixes that scripts put something behind, and what only a POST asks for. */
export function isNoPage(target: string): boolean {
  return /%%|\{|\/wp-json\/$|\/wp-json$|wc-ajax=|\/(plugins|themes|uploads|wp-content|wp-includes|wp-admin|images|js|dist|build|css|languages|fonts|emoji|svg|72x72|chunks)(\/[\w-]+)*\/$|customer-logout|admin-ajax\.php|admin-post\.php|\/emoji\//.test(
    target,
  );
}
