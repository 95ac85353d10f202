import type { CheckResult } from '../shared/check-result';
import type { ProbeMode } from './contract';
import type { Finding } from './finding';

interface Check {
  readonly what: string;
  readonly expected: string;
  readonly requirement?: string;
  /** @default - all */
  readonly modes?: readonly ProbeMode[];
}

/** Every check by its id, in the order of evidence. */
const checks = {
  home: { what: 'home page at the shop door', expected: 'a whole page without errors' },
  'store-api': { what: 'Store API at the shop door', expected: 'it lists products' },
  product: { what: 'page of the first product that can be bought', expected: 'a whole page with its name' },
  cart: { what: 'cart', expected: 'takes the product, shows itself, and is emptied again' },
  checkout: { what: 'checkout with the product in the cart', expected: 'a whole page with its form' },
  'staff-door': { what: 'a stranger at the staff door', expected: '403', requirement: 'PCI DSS 1.4.2' },
  'staff-at-shop': { what: 'staff’s pages at the shop door', expected: '404 or 403', requirement: 'PCI DSS 1.4.2' },
  'plain-http': { what: 'the doors without TLS', expected: 'lead to HTTPS', requirement: 'PCI DSS 4.2.1' },
  headers: { what: 'what pages tell browsers', expected: 'every header the door promises' },
  certificates: {
    what: 'certificates of both doors',
    expected: 'for their names, and 14 days or longer',
    requirement: 'PCI DSS 4.2.1',
  },
  'response-time': { what: 'median time of each page', expected: '3,000 ms or less' },
  'version-leaks': { what: 'what strangers learn of versions', expected: 'nothing', requirement: 'PCI DSS 2.2.6' },
  'test-mail': { what: 'a test mail, sent as the shop sends its own', expected: 'sent', modes: ['daily'] },
  'test-order': {
    what: 'a test order, placed and cancelled',
    expected: 'placed and cancelled, stock and reports as before',
    modes: ['daily', 'window'],
  },
} as const satisfies Readonly<Record<string, Check>>;

export type CheckId = keyof typeof checks;

export type Findings = Partial<Readonly<Record<CheckId, Finding>>>;

/**
 * One result for each check of that mode, in their order: what nobody looked at is an error.
 *
 * @param homeText what must be read on the home page
 */
export function resultsOf(findings: Findings, mode: ProbeMode, homeText?: string): readonly CheckResult[] {
  return Object.entries<Check>(checks).flatMap(([id, { modes, ...said }]) => {
    if (modes !== undefined && !modes.includes(mode)) return [];
    const finding = findings[id as CheckId] ?? { verdict: 'error' as const, observed: 'nobody looked' };
    return [{ id, ...said, ...(id === 'home' && { expected: homeExpected(homeText) }), ...finding }];
  });
}

/** Who reads evidence must see that nobody would have noticed another page in its place. */
function homeExpected(homeText: string | undefined): string {
  const { expected } = checks.home;
  return homeText === undefined
    ? `${expected}; the store file names no text (probe.homeText)`
    : `${expected}, with the text “${homeText}”`;
}
