import { Duration } from 'aws-cdk-lib';
import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { ComparisonOperator, type IAlarm, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import {
  HttpCodeElb,
  HttpCodeTarget,
  type IApplicationLoadBalancer,
  type IApplicationTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { EventField } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HardenedAlarm } from '../hardened/hardened-alarm';
import type { NoticeChannel } from '../hardened/notice-channel';

export interface WebWatchProps {
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly targetGroup: IApplicationTargetGroup;
  readonly autoScalingGroup: IAutoScalingGroup;
  readonly topic: ITopic;
  readonly notices: NoticeChannel;
}

/**
 * Says so when no host can serve, one stays unhealthy, requests end in errors, or Auto Scaling cannot start a host.
 * What it leaves open: a healthy host means the host is sound, not that the shop is installed; before the first release the
 * errors alarm is right to ring as soon as somebody asks for a page.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export class WebWatch extends Construct {
  /**
   * Ring when hosts do not serve: what a patch must not cause. An unhealthy host is not among them, for a host that is starting is
   * one.
   */
  readonly serving: readonly IAlarm[];

  constructor(scope: Construct, id: string, props: WebWatchProps) {
    super(scope, id);
    this.serving = [this.watchHosts(props), ...this.watchErrors(props)];
    props.notices.tell('HostLaunchFailed', {
      description: 'Auto Scaling could not start or stop a host, or an instance refresh failed',
      pattern: {
        source: ['aws.autoscaling'],
        detailType: [
          'EC2 Auto Scaling Instance Refresh Failed',
          'EC2 Instance Launch Unsuccessful',
          'EC2 Instance Terminate Unsuccessful',
        ],
        detail: { AutoScalingGroupName: [props.autoScalingGroup.autoScalingGroupName] },
      },
      meaning: `The web hosts: ${EventField.fromPath('$.detail-type')}.`,
      runbook: 'host-launch-failed',
    });
  }

  private watchHosts({ targetGroup, topic }: WebWatchProps): IAlarm {
    const healthy = new HardenedAlarm(this, 'HostsHealthy', {
      metric: targetGroup.metrics.healthyHostCount({ statistic: Stats.MINIMUM, period: Duration.minutes(1) }),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
      missingData: TreatMissingData.BREACHING,
      meaning: 'No web host was healthy for 3 minutes: the shop is down.',
      runbook: 'hosts-healthy',
      topic,
    });
    new HardenedAlarm(this, 'HostUnhealthy', {
      metric: targetGroup.metrics.unhealthyHostCount({ statistic: Stats.MAXIMUM, period: Duration.minutes(5) }),
      threshold: 0,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      // A host that is being replaced is unhealthy for some minutes.
      evaluationPeriods: 3,
      missingData: TreatMissingData.NOT_BREACHING,
      meaning: 'A web host was unhealthy for 15 minutes and has not been replaced.',
      runbook: 'host-unhealthy',
      topic,
    });
    return healthy;
  }

  private watchErrors({ loadBalancer, targetGroup, topic }: WebWatchProps): IAlarm[] {
    const sum = { statistic: Stats.SUM, period: Duration.minutes(5) };
    const errors = {
      threshold: 10,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 2,
      missingData: TreatMissingData.NOT_BREACHING,
      topic,
    };
    const ofHosts = new HardenedAlarm(this, 'HostErrors', {
      ...errors,
      metric: targetGroup.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, sum),
      meaning: 'Web hosts answered more than 10 requests in 5 minutes with an error, twice in a row.',
      runbook: 'host-errors',
    });
    const ofLoadBalancer = new HardenedAlarm(this, 'LoadBalancerErrors', {
      ...errors,
      metric: loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, sum),
      meaning: 'The load balancer got no answer from web hosts to more than 10 requests in 5 minutes, twice in a row.',
      runbook: 'load-balancer-errors',
    });
    return [ofHosts, ofLoadBalancer];
  }
}
