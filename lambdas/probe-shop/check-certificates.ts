import { type Finding, judged, unknown } from './finding';
import type { Visit } from './visitor';

/** ACM renews sixty days before the end: this late, nobody renews it any more. */
const leastDays = 14;

export interface DoorCertificate {
  readonly host: string;
  /** Answers at that door over TLS. */
  readonly visits: readonly Visit[];
}

/** At each door the last certificate that was shown. */
export function checkCertificates(doors: readonly DoorCertificate[], now: Date): Finding {
  const shown = doors.map(({ host, visits }) => ({
    host,
    certificate: visits.findLast((visit) => visit.certificate !== undefined)?.certificate,
  }));
  const days = (validTo: Date) => Math.floor((validTo.getTime() - now.getTime()) / 86_400_000);
  const complaints = shown.flatMap(({ host, certificate }) => {
    if (certificate === undefined) return [];
    const { validTo, names } = certificate;
    return [
      // Written so that a date that is none is wrong too.
      ...(days(validTo) >= leastDays ? [] : [`${host}’s certificate ends in ${days(validTo)} days`]),
      ...(names.some((name) => covers(name, host)) ? [] : [`${host}’s certificate is for other names`]),
    ];
  });
  const silent = shown.filter(({ certificate }) => certificate === undefined).map(({ host }) => host);
  if (complaints.length === 0 && silent.length > 0) return unknown(`${silent.join(', ')} showed no certificate`);
  const lasting = shown.flatMap(({ host, certificate }) =>
    certificate === undefined ? [] : [`${host} for ${days(certificate.validTo)} days`],
  );
  return judged(complaints, lasting.join(', '));
}

/** A name of a certificate, or a wildcard for one label. https://www.rfc-editor.org/rfc/rfc6125#section-6.4.3 */
function covers(name: string, host: string): boolean {
  const of = host.toLowerCase().replace(/:\d+$/, '');
  const given = name.toLowerCase();
  if (!given.startsWith('*.')) return given === of;
  const dot = of.indexOf('.');
  return dot > 0 && of.slice(dot) === given.slice(1);
}
