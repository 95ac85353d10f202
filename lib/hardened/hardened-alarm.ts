import { Alarm, type ComparisonOperator, type IMetric, type TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface HardenedAlarmProps {
  readonly metric: IMetric;
  readonly threshold: number;
  readonly comparison: ComparisonOperator;
  readonly evaluationPeriods: number;
  /** How many of those periods must be bad. @default - all of them */
  readonly badPeriods?: number;
  /** Decided for every alarm: absence of a check is an alarm, absence of trouble is not. */
  readonly missingData: TreatMissingData;
  /** One sentence: what happened, in the owner's words. */
  readonly meaning: string;
  /** File name below docs/runbooks, without `.md`; its first heading is the same name. */
  readonly runbook: string;
  readonly topic: ITopic;
}

/** An alarm that reaches a person, both ways, with what to do in its text. */
export class HardenedAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: HardenedAlarmProps) {
    super(scope, id, {
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator: props.comparison,
      evaluationPeriods: props.evaluationPeriods,
      datapointsToAlarm: props.badPeriods,
      treatMissingData: props.missingData,
      alarmDescription: `${props.meaning}\n\nWhat to do: docs/runbooks/${props.runbook}.md`,
    });
    this.addAlarmAction(new SnsAction(props.topic));
    this.addOkAction(new SnsAction(props.topic));
  }
}
