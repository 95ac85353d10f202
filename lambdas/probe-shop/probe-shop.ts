import { createHash } from 'node:crypto';
import type { CheckResult, Verdict } from '../shared/check-result';
import type { Evidence } from '../shared/evidence';
import { type ProbeShopAnswer, probeShopCheck, type ProbeShopEvent, probeShopMetrics } from './contract';
import { lookAtShop, type Seen } from './look-at-shop';
import type { Ports } from './ports';
import { strictVerdict } from './strict-verdict';

/** Of the summary, in characters. */
const longestSummary = 1_000;

/**
 * Looks at the shop from outside, and puts evidence of it first, its metric after that. Every five minutes evidence is put only of what
 * does not pass: an alarm's, not a flood. Nobody waits for a daily run's answer, and no metric is its own: what does not pass is
 * thrown there, so that Lambda looks again, and the function's own alarm rings. A window gets the answer, whatever it is.
 *
 * @throws Error when the evidence could not be put, or a daily run does not pass
 */
export async function probeShop(event: ProbeShopEvent, ports: Ports): Promise<ProbeShopAnswer> {
  const { mode } = event;
  const startedAt = ports.now();
  const seen = await lookAtShop(event, startedAt, ports);
  const verdict = strictVerdict(seen.results);
  const isPut = mode !== 'watch' || verdict !== 'pass';
  const evidenceKey = isPut ? await ports.evidence.put(evidenceOf(event, startedAt, seen, verdict, ports)) : undefined;
  if (mode === 'watch' && verdict !== 'error') {
    const { namespace, metrics } = ports;
    const value = verdict === 'pass' ? 1 : 0;
    metrics.put({ namespace, name: probeShopMetrics.shopProbed, unit: 'Count', value });
  }
  const summary = summaryOf(event, seen.results, verdict);
  if (mode === 'daily' && verdict !== 'pass') throw new Error(summary);
  return {
    verdict,
    checks: Object.fromEntries(seen.results.map((result) => [result.id, result.verdict])),
    responseMs: seen.responseMs,
    ...(evidenceKey !== undefined && { evidenceKey }),
    summary,
  };
}

function evidenceOf(
  { expected, mode }: ProbeShopEvent,
  startedAt: Date,
  { results, responseMs }: Seen,
  verdict: Verdict,
  { now, version }: Ports,
): Evidence {
  const { store, doors } = expected;
  const of = createHash('sha256').update(JSON.stringify([store, mode, startedAt.toISOString()]));
  return {
    schemaVersion: 1,
    id: `${probeShopCheck}-${of.digest('hex').slice(0, 32)}`,
    store,
    check: probeShopCheck,
    startedAt: startedAt.toISOString(),
    finishedAt: now().toISOString(),
    producer: { name: 'probe-shop', version },
    subject: { mode, shopDoor: doors.shop.host, staffDoor: doors.staff.host },
    verdict,
    results: [...results],
    measures: Object.fromEntries(Object.entries(responseMs).map(([page, value]) => [`${page}Milliseconds`, value])),
  };
}

/** One line; what fails is named before what could not be found out. */
function summaryOf({ mode }: ProbeShopEvent, results: readonly CheckResult[], verdict: Verdict): string {
  const passes = results.filter((result) => result.verdict === 'pass').length;
  if (verdict === 'pass') return `shop probe (${mode}): all well, ${passes} checks pass`;
  const said = (['fail', 'error', 'not-run'] as const).flatMap((kind) =>
    results.filter((result) => result.verdict === kind).map(({ id, observed }) => `${id}: ${observed}`),
  );
  return `shop probe (${mode}), ${verdict}: ${said.join('; ')}`.slice(0, longestSummary);
}
