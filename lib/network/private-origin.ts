import { OriginProtocolPolicy, OriginSslPolicy, VpcOrigin, VpcOriginEndpoint } from 'aws-cdk-lib/aws-cloudfront';
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';

export interface PrivateOriginProps {
  readonly name: string;
  readonly loadBalancer: IApplicationLoadBalancer;
}

/**
 * CloudFront's way to the load balancer: through the VPC, in TLS 1.2, which is the newest it speaks to origins. It is
 * made in up to 15 minutes, and to change it means to take it off its distributions first.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export class PrivateOrigin extends VpcOrigin {
  constructor(scope: Construct, id: string, { name, loadBalancer }: PrivateOriginProps) {
    super(scope, id, {
      vpcOriginName: name,
      endpoint: VpcOriginEndpoint.applicationLoadBalancer(loadBalancer),
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    });
  }
}
