import type { Finding } from '../finding';
import { shown } from '../finding';
import type { StoreRule } from './store-rule';

/** The two doors have different names, and the hosted zone can answer for both. */
export const doorsRule: StoreRule = ({ file }) => {
  const { domain, staffHost } = file;
  const findings: Finding[] = [];
  if (domain !== undefined && staffHost === domain) {
    findings.push({
      path: ['staffHost'],
      must: 'must be another name than domain',
      got: shown(staffHost),
      remedy: 'give staff a door of their own, such as a name starting with staff.',
    });
  }
  const zone = file.dns?.zone;
  if (typeof zone !== 'object' || zone.name === undefined) return findings;
  for (const [field, host] of Object.entries({ domain, staffHost })) {
    if (host === undefined || within(host, zone.name)) continue;
    findings.push({
      path: ['dns', 'zone', 'name'],
      must: `must be ${field} (${host}) or a parent of it`,
      got: shown(zone.name),
      remedy: 'name the zone that holds both hosts, or set dns.zone to external',
    });
  }
  return findings;
};

/** Whether a host is a name or stands below it. */
export function within(host: string, name: string): boolean {
  return host === name || host.endsWith(`.${name}`);
}
