import { concludeOf, type Family, type Outcome, type Seen } from './answer';
import type { VerifyPatchesExpectations } from './contract';
import { dateOf, daysBetween } from './deadlines';
import type { ManagedServices } from './ports';

/** ACM renews 60 days before the end: what has fewer than this was not renewed. */
const leastDays = 30;

/** CloudFront takes its certificates from here. */
const edgeRegion = 'us-east-1';

const certificateDays = {
  id: 'certificates',
  what: 'the certificates of both doors are renewed in time, at the load balancer and at the edge',
  expected: `for each name an issued one in use, valid for at least ${leastDays} days`,
  requirement: 'PCI DSS 4.2.1.1',
};

type Certificates = Awaited<ReturnType<ManagedServices['certificates']>>;
type Certificate = Certificates[number];

/** Each name at home and at the edge; of several certificates in use none may be about to end. */
export function checkCertificates(
  { hostNames, region }: Pick<VerifyPatchesExpectations, 'hostNames' | 'region'>,
  certificates: Outcome<Certificates>,
  now: Date,
): Family {
  const places = [...new Set([region, edgeRegion])];
  const wanted = places.flatMap((place) => hostNames.map((name) => ({ place, name })));
  const found = 'found' in certificates ? certificates.found : [];
  const used = wanted.map((one) => ({ ...one, used: found.filter((certificate) => isFor(certificate, one)) }));
  const ends = used.flatMap((one) => one.used.flatMap(({ notAfter }) => (notAfter === undefined ? [] : [notAfter])));
  const days = ends.map((end) => daysBetween(now, end));
  return {
    results: [concludeOf(certificateDays, certificates, () => judge(used, Math.min(...days), now))],
    measures: days.length === 0 ? {} : { certificateDays: Math.min(...days) },
  };
}

function judge(
  wanted: readonly { readonly place: string; readonly name: string; readonly used: readonly Certificate[] }[],
  fewestDays: number,
  now: Date,
): Seen {
  const faults: string[] = [];
  const unknown: string[] = [];
  for (const { place, name, used } of wanted) {
    if (used.length === 0) faults.push(`none is in use for ${name} in ${place}`);
    for (const { status, notAfter } of used) {
      if (status !== 'ISSUED') faults.push(`that of ${name} in ${place} is ${status}`);
      else if (notAfter === undefined) unknown.push(`when that of ${name} in ${place} ends`);
      else if (daysBetween(now, notAfter) < leastDays)
        faults.push(`that of ${name} in ${place} ends ${dateOf(notAfter)}`);
    }
  }
  return { faults, unknown, sound: `valid for at least ${fewestDays} days` };
}

function isFor(certificate: Certificate, { place, name }: { readonly place: string; readonly name: string }): boolean {
  return certificate.inUse && certificate.region === place && certificate.names.some((one) => covers(one, name));
}

/** A star stands for exactly one label (RFC 6125, 6.4.3). */
function covers(pattern: string, name: string): boolean {
  const lower = pattern.toLowerCase();
  if (!lower.startsWith('*.')) return lower === name.toLowerCase();
  return name.toLowerCase().split('.').slice(1).join('.') === lower.slice(2);
}
