import { IpAddresses, IpProtocol, NatProvider, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct, IDependable } from 'constructs';
import type { Size } from '../config/sizes';
import { acknowledge } from '../hardened/acknowledge';
import { pinZones } from '../hardened/pin-zones';

export interface StoreVpcProps {
  /** IPv4 range, `/16` to `/20`. */
  readonly cidr: string;
  /** The zones to use, by id; the first `size.zones` of the region table. */
  readonly zoneIds: readonly string[];
  readonly size: Pick<Size, 'natGateways'>;
}

/** Room is kept for this many zones, so that a store that grows keeps the address ranges of its subnets. */
const mostZones = 3;

/**
 * IPv4 only, in zones named by id. Public subnets hold NAT gateways and nothing else; private ones reach the internet
 * through them; isolated ones reach nothing outside. Nothing gets a public address by itself. It leaves the network
 * ACLs as AWS makes them: security groups decide, by reference.
 */
export class StoreVpc extends Vpc {
  /** Their bytes and port errors are watched. */
  readonly natGatewayIds: readonly string[];
  /** Done when the internet gateway is attached. */
  readonly internetGatewayAttachment: IDependable;

  constructor(scope: Construct, id: string, props: StoreVpcProps) {
    const natGatewayProvider = NatProvider.gateway();
    super(scope, id, {
      ipAddresses: IpAddresses.cidr(props.cidr),
      ipProtocol: IpProtocol.IPV4_ONLY,
      availabilityZones: [...props.zoneIds],
      reservedAzs: mostZones - props.zoneIds.length,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      natGateways: props.size.natGateways,
      natGatewayProvider,
      // `ClosedDefaultSecurityGroup` does it, with a function that can do nothing else.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        { name: 'public', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
        { name: 'private', subnetType: SubnetType.PRIVATE_WITH_EGRESS },
        { name: 'isolated', subnetType: SubnetType.PRIVATE_ISOLATED },
      ],
    });
    this.natGatewayIds = natGatewayProvider.configuredGateways.map(({ gatewayId }) => gatewayId);
    this.internetGatewayAttachment = this.node.findChild('VPCGW');
    pinZones([...this.publicSubnets, ...this.privateSubnets, ...this.isolatedSubnets]);
    this.acknowledgeRoutes();
  }

  private acknowledgeRoutes(): void {
    for (const subnet of this.publicSubnets) {
      acknowledge(
        subnet.node.findChild('DefaultRoute'),
        [
          'NIST.800.53.R5::NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW',
          'PCI.DSS.321::PCI.DSS.321-VPCNoUnrestrictedRouteToIGW',
        ],
        {
          reason:
            'NAT gateways need a route to the internet gateway; nothing else stands in the public subnets and no interface gets a public address there',
          owner: 'storefort',
          reviewBy: '2027-11-01',
        },
      );
    }
  }
}
