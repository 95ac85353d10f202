import { IpAddresses, IpProtocol, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { pinZones } from '../hardened/pin-zones';

export interface ProofVpcProps {
  /** Two, by id: RDS places no database in a single zone's subnets. */
  readonly zoneIds: readonly string[];
}

/** Never routed to anywhere, so that any range will do. */
const cidr = '10.255.0.0/24';

/**
 * Where the offsite copy is restored and looked into: isolated subnets, and nothing that leads out of them. No gateway, no NAT, no
 * endpoint, no peer; what stands here can be reached from here alone.
 */
export class ProofVpc extends Vpc {
  constructor(scope: Construct, id: string, props: ProofVpcProps) {
    super(scope, id, {
      ipAddresses: IpAddresses.cidr(cidr),
      ipProtocol: IpProtocol.IPV4_ONLY,
      availabilityZones: [...props.zoneIds],
      enableDnsHostnames: true,
      enableDnsSupport: true,
      natGateways: 0,
      // `ClosedDefaultSecurityGroup` does it, with a function that can do nothing else.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 26 }],
    });
    pinZones(this.isolatedSubnets);
  }
}
