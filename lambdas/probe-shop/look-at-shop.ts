import type { CheckResult } from '../shared/check-result';
import { checkCertificates } from './check-certificates';
import { checkPlainHttp, checkStaffAtShop, checkStaffDoor } from './check-doors';
import { checkHeaders } from './check-headers';
import { checkLeaks } from './check-leaks';
import { checkTestMail } from './check-test-mail';
import { checkTestOrder } from './check-test-order';
import { checkTimes, responseTimes } from './check-times';
import { type Findings, resultsOf } from './checks';
import type { ProbeMode, ProbeShopEvent } from './contract';
import { Cookies } from './cookies';
import { goShopping } from './go-shopping';
import type { Ports } from './ports';
import { noTestOrder } from './strict-verdict';
import { Visitor, type VisitorProps } from './visitor';

/** How often each page is asked for, for its median. */
const times: Readonly<Record<ProbeMode, number>> = { watch: 1, daily: 3, window: 3 };
/**
 * A `watch` comes again in five minutes anyway, and a window looks again as a whole: where one of two new hosts answers with errors,
 * asking until the other one answers would call the shop as well as before.
 */
const retries: Readonly<Record<ProbeMode, number>> = { watch: 0, daily: 2, window: 0 };

/** What was seen. */
export interface Seen {
  readonly results: readonly CheckResult[];
  readonly responseMs: Readonly<Record<string, number>>;
}

/** Goes to both doors, as shopper and as stranger. Nothing that they answer makes it throw. */
export async function lookAtShop({ expected, mode }: ProbeShopEvent, startedAt: Date, ports: Ports): Promise<Seen> {
  const isShort = mode === 'watch';
  const { shop, staff } = expected.doors;
  const visitor = (door: VisitorProps['door'], cookies?: Cookies) =>
    new Visitor({
      http: ports.http,
      door,
      cookies,
      version: ports.version,
      signal: ports.deadline,
      retries: retries[mode],
    });
  const shopper = visitor(shop, isShort ? ports.cookies : new Cookies());
  const strangers = { shop: visitor(shop), staff: visitor(staff) };
  const { findings, pages } = await goShopping(shopper, times[mode], expected.homeText);
  const staffDoor = await checkStaffDoor(strangers.staff, isShort);
  const staffAtShop = await checkStaffAtShop(strangers.shop, isShort);
  // What answers over TLS: an answer without it shows no certificate, and may be a distribution's own.
  const atShop = [...shopper.visits, ...strangers.shop.visits];
  const atStaff = [...strangers.staff.visits];
  const responseMs = responseTimes(pages);
  const all: Findings = {
    ...findings,
    'staff-door': staffDoor,
    'staff-at-shop': staffAtShop,
    'plain-http': await checkPlainHttp(strangers.shop, strangers.staff, isShort),
    headers: checkHeaders(Object.values(pages).flat()),
    certificates: checkCertificates(
      [
        { host: shop.host, visits: atShop },
        { host: staff.host, visits: atStaff },
      ],
      startedAt,
    ),
    'response-time': checkTimes(responseMs),
    'version-leaks': await checkLeaks([...atShop, ...atStaff], isShort ? undefined : visitor(shop)),
    ...(isShort ? {} : await deeds({ expected, mode }, startedAt, visitor(shop), ports)),
  };
  return { results: resultsOf(all, mode, expected.homeText), responseMs };
}

/** What leaves traces: not every five minutes. */
async function deeds(
  { expected, mode }: ProbeShopEvent,
  startedAt: Date,
  shopper: Visitor,
  { hosts, deadline, lastCall }: Ports,
): Promise<Findings> {
  const { testOrder, mailDocument, orderDocument } = expected;
  const order = testOrder
    ? await checkTestOrder(shopper, testOrder, { hosts, document: orderDocument, lastCall })
    : noTestOrder;
  if (mode !== 'daily') return { 'test-order': order };
  const mailId = `probe-${startedAt.toISOString().replace(/[^0-9TZ]/g, '')}`;
  const mail = await checkTestMail({ hosts, document: mailDocument, signal: deadline }, mailId);
  return { 'test-order': order, 'test-mail': mail };
}
