import type { StoreConfig } from '../../lib/config/schema';
import type { CostLine } from './cost';

/** Something that could go when a store costs more than its size's ceiling, and what goes with it. */
export interface Cut {
  readonly cut: string;
  /** US dollars a month at us-east-1's price, about. */
  readonly savesDollars: number;
  /** The control, or the comfort, that is given up. */
  readonly givesUp: string;
}

/** Possible cuts, largest first. The plan lists them and makes none: a control goes by the owner's decision only. */
export function cutsOf(lines: readonly CostLine[], store: Pick<StoreConfig, 'size'>): Cut[] {
  const cuts: Cut[] = [
    {
      cut: 'backup.offsite: { enabled: false, reason }',
      savesDollars: total(lines, /second copy/),
      givesUp: 'the copy that survives a lost region or a stolen home account key',
    },
    {
      cut: 'the web ACL of the staff door',
      savesDollars: total(lines, /^web ACL/) / 2,
      givesUp:
        'refusing strangers at the edge: known networks, rates and attack patterns would be left to the hosts, which pay for every request',
    },
    {
      cut: 'no detailed monitoring of instances',
      savesDollars: total(lines, /detailed monitoring/),
      givesUp: 'minute-by-minute metrics: the fleet grows and alarms up to five minutes later',
    },
    {
      cut: 'one NAT gateway for all zones',
      savesDollars: (total(lines, /^NAT gateway$|^public IPv4 address$/) * 2) / 3,
      givesUp: 'outgoing calls (payments, mail) when the zone of that gateway fails',
    },
    {
      cut: 'database in one zone',
      savesDollars: total(lines, /Multi-AZ|in both zones/) / 2,
      givesUp: 'failover in minutes: a lost zone means a restore, with the RTO of the store file',
    },
    {
      cut: 'no object cache',
      savesDollars: total(lines, /^cache\./),
      givesUp: 'speed under load; the database answers every request',
    },
    {
      cut: 'the next smaller database.instanceClass',
      savesDollars: total(lines, /^db\./) / 2,
      givesUp: 'headroom; IAM authentication needs at least t4g.small',
    },
  ];
  const applies = (cut: Cut) => cut.savesDollars >= 1 && !(cut.cut.startsWith('one NAT') && store.size !== 'surge');
  return cuts
    .filter(applies)
    .map((cut) => ({ ...cut, savesDollars: Math.round(cut.savesDollars) }))
    .sort((one, other) => other.savesDollars - one.savesDollars);
}

function total(lines: readonly CostLine[], item: RegExp): number {
  return lines.filter((line) => item.test(line.item)).reduce((sum, line) => sum + (line.usEast1Dollars ?? 0), 0);
}
