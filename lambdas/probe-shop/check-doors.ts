import { Complaint, faultOf, type Finding, judged } from './finding';
import { leadsTo, type Visit, type Visitor } from './visitor';

/** What staff uses. The first is looked at every five minutes; further ones are other ways to the same. */
const staffPaths = [
  '/wp-login.php',
  '/wp-admin/',
  '/',
  '/wp-admin/admin-ajax.php',
  '/wp-json/',
  '/xmlrpc.php',
] as const;

/**
 * A stranger at the staff door. The web ACL lets known networks in and answers all others with 403, before the host is asked: any
 * other answer, an error too, came from behind it.
 */
export async function checkStaffDoor(stranger: Visitor, isShort: boolean): Promise<Finding> {
  return eachOf(isShort ? staffPaths.slice(0, 1) : staffPaths, 'a stranger is refused', async (path) => {
    const { status } = await stranger.get(path);
    if (status !== 403) throw new Complaint(`${path} answered a stranger with status ${status}, not 403`);
  });
}

/** Staff's pages at the shop door, where they are nobody's: 404 of the web ACL and the host alike. */
export async function checkStaffAtShop(stranger: Visitor, isShort: boolean): Promise<Finding> {
  return eachOf(staffPaths.slice(0, isShort ? 1 : 2), 'staff has no way in at the shop door', async (path) => {
    const { status } = await stranger.get(path);
    if (status !== 404 && status !== 403)
      throw new Complaint(`${path} answered at the shop door with status ${status}`);
  });
}

/** Without TLS nothing is served: the shop door leads to HTTPS, the staff door refuses or does the same. */
export async function checkPlainHttp(shop: Visitor, staff: Visitor, isShort: boolean): Promise<Finding> {
  return eachOf(isShort ? [shop] : [shop, staff], 'plain HTTP leads to HTTPS, or nowhere', async (visitor) => {
    const visit = await visitor.getPlain('/');
    if (leadsToTls(visit, visitor.host) || (visitor === staff && visit.status === 403)) return;
    throw new Complaint(`http://${visitor.host}/ answered with status ${visit.status} to ${leadsTo(visit)}`);
  });
}

/** For good: browsers remember 301 and 308, and ask for HTTPS at once the next time. */
function leadsToTls(visit: Visit, host: string): boolean {
  return [301, 308].includes(visit.status) && leadsTo(visit) === `https://${host}/`;
}

/** Every one is looked at; what could not be found out weighs less than what is wrong. */
async function eachOf<T>(all: readonly T[], wellSaid: string, look: (one: T) => Promise<void>): Promise<Finding> {
  const faults: Finding[] = [];
  for (const one of all) {
    try {
      await look(one);
    } catch (error) {
      faults.push(faultOf(error));
    }
  }
  const wrong = faults.filter(({ verdict }) => verdict === 'fail');
  const [notKnown] = faults;
  if (wrong.length === 0 && notKnown !== undefined) return notKnown;
  return judged(
    wrong.map(({ observed }) => observed),
    wellSaid,
  );
}
