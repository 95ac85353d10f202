import { Complaint } from './finding';
import { oneLine, shownText } from './shown-text';
import { headerOf, leadsTo, type Visit } from './visitor';

/** What a page must show, by what shop themes and blocks have in common. Each pattern looks at a bounded stretch only. */
const marks = {
  /** The block, or the form of the shortcode; not the block that links there, whose name begins alike and which any page may show. */
  cart: /\bclass="(?:[^"]{0,1000}\s)?(?:wp-block-woocommerce-cart|woocommerce-cart-form)(?=[\s"])/,
  checkout: /\bclass="(?:[^"]{0,1000}\s)?wp-block-woocommerce-checkout(?=[\s"])|<form\b[^<>]{0,500}\bname="checkout"/,
} as const;

/** PHP's own words of trouble where they are shown to everyone, and WordPress's. */
const trouble = [
  /<b>(?:Fatal error|Parse error|Warning|Notice|Deprecated)<\/b>:[^\n]{1,500} on line <b>\d/,
  /\bcritical error on this website\b/,
  /\bError establishing a database connection\b/,
] as const;

/** @throws Complaint when it is no whole page, or shows that something broke */
export function pageOf(visit: Visit): Visit {
  const { path, status, text } = visit;
  if (status >= 300 && status < 400) throw new Complaint(`${path} leads away to ${leadsTo(visit)} with ${status}`);
  if (status !== 200) throw new Complaint(`${path} answered with status ${status}`);
  const type = headerOf(visit, 'content-type') ?? 'no type';
  if (!/^text\/html\b/i.test(type)) throw new Complaint(`${path} is no page but ${type}`);
  if (!/<title\b[^<>]{0,200}>\s*[^<\s]/i.test(text)) throw new Complaint(`${path} has no title`);
  if (!/<\/html>/i.test(text.slice(-4000))) throw new Complaint(`${path} breaks off`);
  if (trouble.some((words) => words.test(text))) throw new Complaint(`${path} shows an error of PHP or WordPress`);
  return visit;
}

/** @throws Complaint when it is no whole page, or not the cart or checkout */
export function pageWith(mark: keyof typeof marks, visit: Visit): Visit {
  if (!marks[mark].test(pageOf(visit).text)) throw new Complaint(`${visit.path} does not show the ${mark}`);
  return visit;
}

/** @throws Complaint when it is no whole page, or that name is not on it */
export function pageNaming(name: string, visit: Visit): Visit {
  const sought = plain(name);
  if (sought === '' || !plain(pageOf(visit).text).includes(sought))
    throw new Complaint(`${visit.path} does not name its product`);
  return visit;
}

/** @param text @default - any page will do @throws Complaint when it is no whole page, or that text is not read on it */
export function pageReading(text: string | undefined, visit: Visit): Visit {
  const { path, text: html } = pageOf(visit);
  if (text !== undefined && !shownText(html).includes(oneLine(text)))
    throw new Complaint(`${path} does not show the text of probe.homeText`);
  return visit;
}

/** Letters and digits alone: themes spell quotes, dashes and spaces their own way, as characters or as entities. */
function plain(html: string): string {
  return shownText(html)
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}
