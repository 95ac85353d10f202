import type { AdmitAnswer, ApplyPatchStep } from './contract';
import { findHindrances } from './find-hindrances';
import type { Host, Ports } from './ports';

/**
 * Whether a window may open: all that keeps it shut at once, or what there is to do.
 * @throws Error when anything could not be found out: nothing unknown admits
 */
export async function admit(
  { execution, request }: Extract<ApplyPatchStep, { readonly step: 'admit' }>,
  settings: { readonly rpoHours: number },
  ports: Ports,
): Promise<AdmitAnswer> {
  const { rpoHours } = settings;
  const [{ because, fleet }, current, newest] = await Promise.all([
    findHindrances({ execution, request, rpoHours, others: 'all' }, ports),
    ports.images.current(),
    ports.images.newest(),
  ]);
  if (because.length > 0) return { state: 'refused', because };
  return { state: 'admitted', ...work(fleet.hosts, current, newest) };
}

/**
 * The old image is the one that most hosts run and that is not the newest: a deploy may have written the newest into the parameter
 * while no host was replaced, and going back to the parameter's would go nowhere then. Between as many of each the parameter's own is
 * the one that was meant.
 */
function work(hosts: readonly Host[], current: string, newest: string) {
  const old = mostFrequent(
    hosts.map(({ imageId }) => imageId).filter((imageId) => imageId !== newest),
    current,
  );
  const isCurrent = old === undefined && current === newest;
  return { work: isCurrent ? ('nothing' as const) : ('image' as const), image: { now: old ?? current, newest } };
}

/** @param preferred of those that are as frequent */
function mostFrequent(values: readonly string[], preferred: string): string | undefined {
  const count = (value: string) => values.filter((each) => each === value).length + (value === preferred ? 0.5 : 0);
  return [...values].sort((one, other) => count(other) - count(one) || one.localeCompare(other))[0];
}
