import type { Verdict } from '../shared/check-result';
import type { Measurement, Metrics } from '../shared/metrics';
import { drillMetrics } from './contract';
import type { Measures } from './measures';

/** Puts what alarms and dashboards read. */
export function putMetrics(
  metrics: Metrics,
  {
    verdict,
    resource,
    measures,
  }: { readonly verdict: Verdict; readonly resource: string; readonly measures: Measures },
  { metricNamespace: namespace, place }: { readonly metricNamespace: string; readonly place: string },
): void {
  const dimensions = { Place: place, Resource: resource };
  const put = (name: string, unit: Measurement['unit'], value: number | undefined) => {
    if (value !== undefined) metrics.put({ namespace, name, unit, value, dimensions });
  };
  put(drillMetrics.verdict, 'None', verdict === 'error' ? undefined : verdict === 'pass' ? 1 : 0);
  put(drillMetrics.rtoSeconds, 'Seconds', measures.rtoSeconds);
  put(drillMetrics.rpoSeconds, 'Seconds', measures.rpoSeconds);
}
