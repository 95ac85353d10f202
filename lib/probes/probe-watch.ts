import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IAlarm, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ProbeMode, ProbeShopEvent, ProbeShopExpectations } from '../../lambdas/probe-shop/contract';
import { probeShopMetrics } from '../../lambdas/probe-shop/contract';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { HardenedAlarm } from '../hardened/hardened-alarm';
import { HardenedSchedule } from '../hardened/hardened-schedule';

export interface ProbeWatchProps {
  readonly store: StoreConfig;
  readonly functionArn: string;
  readonly expected: ProbeShopExpectations;
  readonly topic: ITopic;
}

/** After the daily proof of the patches, at an hour that people answer, in the store's time zone. */
const dailySchedule = 'cron(15 10 * * ? *)';

/**
 * A shop that is open to shoppers is looked at every five minutes and, with a test mail, once a day. Two of three looks that are not
 * well ring, and so do two that nobody took: one is a moment of the network's.
 * What it leaves open: what the daily look alone sees is told by the function's error alarm.
 */
export class ProbeWatch extends Construct {
  readonly alarm: IAlarm;

  constructor(scope: Construct, id: string, props: ProbeWatchProps) {
    super(scope, id);
    this.probe('FiveMinutes', 'watch', 'rate(5 minutes)', Duration.minutes(5), props);
    this.probe('Daily', 'daily', dailySchedule, Duration.hours(2), props);
    const { store, topic } = props;
    this.alarm = new HardenedAlarm(this, 'ShopNotWell', {
      metric: new Metric({
        namespace: namesOf(store).metricNamespace,
        metricName: probeShopMetrics.shopProbed,
        statistic: Stats.MINIMUM,
        period: Duration.minutes(5),
      }),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
      badPeriods: 2,
      missingData: TreatMissingData.BREACHING,
      meaning: 'Seen from outside, the shop was not well in 2 of 3 looks, or nobody looked.',
      runbook: 'shop-not-well',
      topic,
    });
  }

  private probe(id: string, mode: ProbeMode, expression: string, latest: Duration, props: ProbeWatchProps): void {
    const input: ProbeShopEvent = { expected: props.expected, mode };
    new HardenedSchedule(this, id, {
      store: props.store,
      description: `Looks at the shop from outside: ${mode}`,
      expression,
      target: { arn: props.functionArn, action: 'lambda:InvokeFunction' },
      input,
      // A look that comes late says nothing of its time.
      latest,
    });
  }
}
