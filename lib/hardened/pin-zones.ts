import type { CfnSubnet, ISubnet } from 'aws-cdk-lib/aws-ec2';

/**
 * Places subnets by zone id, which the VPC was given where the CDK expects names.
 * A zone's name means another place in every account, its id the same one.
 * https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export function pinZones(subnets: readonly ISubnet[]): void {
  for (const subnet of subnets) {
    const resource = subnet.node.defaultChild as CfnSubnet;
    resource.availabilityZone = undefined;
    resource.availabilityZoneId = subnet.availabilityZone;
  }
}
