import { isDrillName } from '../shared/drill-id';
import type { Metrics } from '../shared/metrics';
import { type Swept, sweepDrillsMetrics } from './contract';
import type { Copies, Copy } from './ports';
import { removeEach, type Whose } from './remove-copies';

/** No drill takes longer than half of it. */
const oldHours = 24;

export interface SweepSettings extends Whose {
  readonly metricNamespace: string;
  readonly place: string;
}

/**
 * Takes away what drills left behind a day ago or longer, and says how much it was: what a drill restores holds customer data, and
 * costs. Nothing but what bears a drill's name is touched.
 * @throws Error when AWS does not answer, or lets something not go: it is tried again, and told
 */
export async function sweepDrills(
  settings: SweepSettings,
  ports: { readonly copies: Copies; readonly metrics: Metrics; readonly now: () => Date },
): Promise<Swept> {
  const before = ports.now().getTime() - oldHours * 3_600_000;
  const nameOf = ({ names }: Copy) => names.find((name) => isDrillName(settings.drillPrefix, name));
  const old = (await ports.copies.all()).filter(
    (copy) => !settings.spared.includes(copy.arn) && nameOf(copy) !== undefined && isOld(copy, before),
  );
  const { metricNamespace: namespace, place } = settings;
  const dimensions = { Place: place };
  ports.metrics.put({ namespace, name: sweepDrillsMetrics.leftBehind, unit: 'Count', value: old.length, dimensions });
  const refused = await removeEach(old, ports.copies, (copy) => nameOf(copy) ?? '');
  if (refused.length > 0) throw new Error(`${refused.length} left behind: ${refused.join('; ')}`);
  return { found: old.map(({ arn }) => arn) };
}

/** One that was made, and of which nobody knows when, would else never go. */
function isOld({ beingMade, createdAt }: Copy, before: number): boolean {
  return createdAt === undefined ? !beingMade : createdAt.getTime() < before;
}
