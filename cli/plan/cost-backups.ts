import type { PlannedStack } from './assembly';
import type { Purchase } from './purchase';
import { list, map } from './property';
import { prices } from './prices';

/** A young shop: 10 GiB of database and 10 GiB of uploads, and half as much again in the changes that are kept. */
const keptGiB = 15;

/**
 * What backup plans store, once at home and once more where they copy to; plans of one stack share the same data. The copy is
 * priced at the home region's price: a plan's stack knows the other vault, not its region's price.
 */
export function backupParts({ resources }: PlannedStack): Purchase[] {
  const plans = resources.filter(({ type }) => type === 'AWS::Backup::BackupPlan');
  if (plans.length === 0) return [];
  const rules = plans.flatMap(({ properties }) => list(map(properties, 'BackupPlan'), 'BackupPlanRule'));
  const copied = rules.some((rule) => list(rule, 'CopyActions').length > 0);
  return [...stored('recovery points at home'), ...(copied ? stored('recovery points, second copy') : [])];
}

function stored(where: string): Purchase[] {
  const assumption = `assumed ${keptGiB} GiB`;
  return [
    { item: `database ${where}`, quantity: keptGiB, price: prices.databaseBackup, assumption },
    { item: `uploads ${where}`, quantity: keptGiB, price: prices.fileBackup, assumption },
  ];
}
