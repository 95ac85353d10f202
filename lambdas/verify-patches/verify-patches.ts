import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { verdictOf } from '../shared/check-result';
import type { Evidence } from '../shared/evidence';
import type { Family } from './answer';
import { checkChecksums } from './check-checksums';
import { checkHosts } from './check-hosts';
import { checkInventory } from './check-inventory';
import { checkListings } from './check-listings';
import { checkManaged } from './check-managed';
import { checkPins } from './check-pins';
import { checkVulnerabilities } from './check-vulnerabilities';
import {
  type VerifyPatchesAnswer,
  verifyPatchesCheck,
  type VerifyPatchesEvent,
  type VerifyPatchesExpectations,
  verifyPatchesMetrics,
} from './contract';
import { lookAtFleet, shopsOf } from './look-at-fleet';
import { remember } from './memory';
import type { Ports } from './ports';
import { summarize } from './summary';

/**
 * Proves that the store is patched: system, WordPress with what it runs, managed services, and the blueprint's own pins. Evidence is
 * put first and the metric after it, so that nothing counts as proven without evidence. What could not be found out is neither: no
 * metric is put, and the daily run throws, so that Lambda tries again and its alarm rings. A patch window takes the answer as it is.
 *
 * @throws Error when the evidence could not be put, or, in the daily run, not everything could be found out
 */
export async function verifyPatches(event: VerifyPatchesEvent, ports: Ports): Promise<VerifyPatchesAnswer> {
  const { expected, execution } = event;
  // Dozens of questions are open at once, and each listens: Node takes more than ten for a leak.
  setMaxListeners(0, ports.deadline);
  const startedAt = ports.now();
  const families = await prove(expected, startedAt, ports);
  const merge = <T>(parts: readonly (Readonly<Record<string, T>> | undefined)[]): Record<string, T> =>
    Object.fromEntries(parts.flatMap((part) => Object.entries(part ?? {})));
  const results = families.flatMap((family) => family.results);
  const verdict = verdictOf(results);
  const evidence: Evidence = {
    schemaVersion: 1,
    id: idOf(event, startedAt),
    store: expected.store,
    check: verifyPatchesCheck,
    startedAt: startedAt.toISOString(),
    finishedAt: ports.now().toISOString(),
    producer: { name: 'verify-patches', version: ports.version },
    subject: {
      autoScalingGroup: expected.autoScalingGroup,
      database: expected.databaseIdentifier,
      ...(execution !== undefined && { execution }),
      ...merge(families.map(({ subject }) => subject)),
    },
    verdict,
    results,
    measures: merge(families.map((family) => family.measures)),
  };
  const evidenceKey = await ports.evidence.put(evidence);
  const summary = summarize(evidence);
  if (verdict !== 'error') count(ports, verdict === 'pass' ? 1 : 0);
  else if (execution === undefined) throw new Error(`not everything could be found out\n${summary}`);
  return { verdict, evidenceKey, summary };
}

async function prove(expected: VerifyPatchesExpectations, startedAt: Date, ports: Ports): Promise<readonly Family[]> {
  const remembered = remember(ports);
  const [seen, memory, managed] = await Promise.all([
    lookAtFleet(ports),
    remembered,
    remembered.then((known) => checkManaged(expected, known, ports)),
  ]);
  const shops = shopsOf(seen);
  const families = await Promise.all([
    checkVulnerabilities(expected, shops, ports),
    checkHosts(seen, memory, ports),
    checkChecksums(expected, shops, ports),
    checkListings(shops, memory, ports),
  ]);
  return [
    ...families,
    managed,
    checkInventory(expected, seen, startedAt, ports.now()),
    checkPins(expected.pins, ports.now()),
  ];
}

/** The same for the same window, and for the same day: who reads sees that it is the same question again. */
function idOf({ expected: { store, generation }, execution }: VerifyPatchesEvent, startedAt: Date): string {
  const about = execution ?? startedAt.toISOString().slice(0, 10);
  const text = JSON.stringify([verifyPatchesCheck, store, generation, about]);
  return `${verifyPatchesCheck}-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

function count({ namespace, metrics }: Ports, value: number): void {
  metrics.put({ namespace, name: verifyPatchesMetrics.patchesProven, unit: 'Count', value });
}
