import { Duration } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationProtocol,
  ApplicationTargetGroup,
  Protocol,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';

export interface WebTargetGroupProps {
  /** At most 32 characters. */
  readonly name: string;
  readonly vpc: IVpc;
}

/**
 * The web hosts, spoken to in TLS only. A host that answers `/healthz` is sound; whether the shop on it is, other
 * checks say. The load balancer does not verify the hosts' certificates: they are made at boot, and security groups say
 * who stands there.
 */
export class WebTargetGroup extends ApplicationTargetGroup {
  constructor(scope: Construct, id: string, { name, vpc }: WebTargetGroupProps) {
    super(scope, id, {
      targetGroupName: name,
      vpc,
      targetType: TargetType.INSTANCE,
      protocol: ApplicationProtocol.HTTPS,
      port: 443,
      deregistrationDelay: Duration.seconds(30),
      healthCheck: {
        protocol: Protocol.HTTPS,
        path: '/healthz',
        healthyHttpCodes: '200',
        interval: Duration.seconds(15),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 3,
      },
    });
  }
}
