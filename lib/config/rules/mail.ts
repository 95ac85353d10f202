import { shown } from '../finding';
import { within } from './doors';
import type { Draft, StoreRule } from './store-rule';

/** SES proves the sender's domain by DNS records: it must be one whose DNS the shop's owner holds. */
export const mailRule: StoreRule = ({ file: { mail, domain, dns } }) => {
  if (mail?.via !== 'ses' || mail.from === undefined || domain === undefined) return [];
  const sender = mail.from.slice(mail.from.lastIndexOf('@') + 1).toLowerCase();
  const zone = zoneOf(dns, domain);
  if (belongs(sender, domain) && (zone === undefined || within(sender, zone))) return [];
  const inZone = zone === undefined ? '' : `, in the zone ${zone}`;
  return [
    {
      path: ['mail', 'from'],
      must: `must be an address at ${domain}, below it or at a parent of it${inZone}`,
      got: shown(mail.from),
      remedy: `write it as orders@${domain}, or send by smtp`,
    },
  ];
};

/** The zone's name, unless it is the wrong zone: the doors' rule speaks of that. */
function zoneOf(dns: Draft['dns'], domain: string): string | undefined {
  const name = typeof dns?.zone === 'object' ? dns.zone.name : undefined;
  return name !== undefined && within(domain, name) ? name : undefined;
}

function belongs(sender: string, domain: string): boolean {
  return within(sender, domain) || within(domain, sender);
}
