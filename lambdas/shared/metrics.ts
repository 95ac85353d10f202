import { Metrics as Powertools } from '@aws-lambda-powertools/metrics';

/** One number for CloudWatch. */
export interface Measurement {
  readonly namespace: string;
  readonly name: string;
  readonly unit: 'Count' | 'Seconds' | 'Bytes' | 'None';
  readonly value: number;
  /** @default {} which is a metric of its own: an alarm names exactly the same dimensions */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** Where numbers go that alarms look at. */
export interface Metrics {
  /** @throws Error when the value is no finite number */
  put(measurement: Measurement): void;
}

/**
 * Embedded metric format: a line of the function's log that CloudWatch turns into a metric, without a call that could fail.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export class LoggedMetrics implements Metrics {
  put({ namespace, name, unit, value, dimensions = {} }: Measurement): void {
    // JSON has no NaN: it would become null, and the metric silently nothing.
    if (!Number.isFinite(value)) throw new Error(`metric ${name} must be a finite number, got ${value}`);
    const metrics = new Powertools({ namespace });
    // Otherwise there is a dimension `service`, and an alarm that names none sees nothing.
    metrics.clearDefaultDimensions();
    // An empty set says `no dimensions`; without any set the format leaves open what happens.
    metrics.addDimensions({ ...dimensions });
    metrics.addMetric(name, unit, value);
    metrics.publishStoredMetrics();
  }
}
