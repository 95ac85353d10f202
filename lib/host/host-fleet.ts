import { Duration } from 'aws-cdk-lib';
import {
  AdditionalHealthCheckType,
  AutoScalingGroup,
  type CfnAutoScalingGroup,
  GroupMetrics,
  HealthChecks,
  PredefinedMetric,
  ScalingProcess,
  Signals,
  TargetTrackingScalingPolicy,
  TerminationPolicy,
  UpdatePolicy,
} from 'aws-cdk-lib/aws-autoscaling';
import { type ILaunchTemplate, type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import type { Size } from '../config/sizes';
import { acknowledge } from '../hardened/acknowledge';

export interface HostFleetProps {
  readonly web: Size['web'];
  readonly vpc: IVpc;
  readonly launchTemplate: ILaunchTemplate;
  /** Attached to a listener already. */
  readonly targetGroup: ApplicationTargetGroup;
}

/** From launch to the signal: packages, nginx, and as many health checks as the bootstrap waits for. */
const startup = Duration.minutes(20);

/**
 * The hosts of a store over the private subnets, kept at the size's number, replaced when the load balancer finds them
 * unhealthy, and replaced at 30 days at the latest, so that none outlives the images it is patched by (PCI DSS 6.3.3).
 *
 * Every replacement launches first: deploys (rolling update, one host at a time, each waiting for its bootstrap's signal and
 * rolled back without it) and instance refreshes, health and age (maintenance policy, 100 to 200 percent).
 * Left open: a deploy while more than the size's minimum is running takes one of the hosts above the minimum out at a time.
 */
export class HostFleet extends AutoScalingGroup {
  constructor(scope: Construct, id: string, props: HostFleetProps) {
    const { minInstances, maxInstances } = props.web;
    super(scope, id, {
      vpc: props.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      launchTemplate: props.launchTemplate,
      minCapacity: minInstances,
      maxCapacity: maxInstances,
      healthChecks: HealthChecks.withAdditionalChecks({
        additionalTypes: [AdditionalHealthCheckType.ELB],
        gracePeriod: startup,
      }),
      defaultInstanceWarmup: Duration.minutes(5),
      minHealthyPercentage: 100,
      maxHealthyPercentage: 200,
      maxInstanceLifetime: Duration.days(30),
      terminationPolicies: [TerminationPolicy.OLDEST_LAUNCH_TEMPLATE, TerminationPolicy.OLDEST_INSTANCE],
      newInstancesProtectedFromScaleIn: false,
      capacityRebalance: false,
      groupMetrics: [GroupMetrics.all()],
      signals: Signals.waitForMinCapacity({ timeout: startup }),
      updatePolicy: rollingUpdate(minInstances),
    });
    // Not attachToApplicationTargetGroup: it would add security group rules of its own; the network stack makes them all.
    const group = this.node.defaultChild as CfnAutoScalingGroup;
    group.targetGroupArns = [props.targetGroup.targetGroupArn];
    this.scale(props.targetGroup);
    acknowledge(this, 'AwsSolutions::AwsSolutions-AS3', {
      reason:
        'launches and terminations are ordinary here; what matters reaches a person by the alarms of the operations stack on unhealthy and missing hosts',
      owner: 'storefort',
      reviewBy: '2027-11-01',
    });
  }

  private scale(targetGroup: ApplicationTargetGroup): void {
    new TargetTrackingScalingPolicy(this, 'Cpu', {
      autoScalingGroup: this,
      predefinedMetric: PredefinedMetric.ASG_AVERAGE_CPU_UTILIZATION,
      targetValue: 55,
    });
    new TargetTrackingScalingPolicy(this, 'Requests', {
      autoScalingGroup: this,
      predefinedMetric: PredefinedMetric.ALB_REQUEST_COUNT_PER_TARGET,
      // Requests a minute and host.
      targetValue: 600,
      resourceLabel: `${targetGroup.firstLoadBalancerFullName}/${targetGroup.targetGroupFullName}`,
    });
  }
}

/**
 * Suspends what would fight the update, as AWS advises: https://repost.aws/knowledge-center/auto-scaling-group-rolling-updates
 */
function rollingUpdate(minInstancesInService: number): UpdatePolicy {
  return UpdatePolicy.rollingUpdate({
    minInstancesInService,
    maxBatchSize: 1,
    waitOnResourceSignals: true,
    pauseTime: startup,
    minSuccessPercentage: 100,
    suspendProcesses: [
      ScalingProcess.ALARM_NOTIFICATION,
      ScalingProcess.AZ_REBALANCE,
      ScalingProcess.HEALTH_CHECK,
      ScalingProcess.REPLACE_UNHEALTHY,
      ScalingProcess.SCHEDULED_ACTIONS,
    ],
  });
}
