import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { verifyPatchesMetrics } from '../../lambdas/verify-patches/contract';
import { HardenedAlarm } from '../hardened/hardened-alarm';

export interface ProofAlarmProps {
  /** CloudWatch namespace of the store's metrics. */
  readonly metricNamespace: string;
  readonly topic: ITopic;
}

/** A day, an hour of summer time, and one for retries. */
const hours = 26;

/**
 * Rings until something was proven within the last day: whether the proof failed, could not be made, or was never begun, the shop is
 * not known to be patched.
 * What it leaves open: a proof that fails some hours after one that passed, such as the end of a window, rings when that one is a day
 * old; a window that does not prove the patches is told at once by itself.
 */
export class ProofAlarm extends HardenedAlarm {
  constructor(scope: Construct, id: string, { metricNamespace, topic }: ProofAlarmProps) {
    super(scope, id, {
      metric: new Metric({
        namespace: metricNamespace,
        metricName: verifyPatchesMetrics.patchesProven,
        statistic: Stats.MINIMUM,
        period: Duration.hours(1),
      }),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: hours,
      missingData: TreatMissingData.BREACHING,
      meaning: `For ${hours} hours nobody could prove that hosts, shop and managed services are patched.`,
      runbook: 'patches-unproven',
      topic,
    });
  }
}
