import type { IVpcOrigin } from 'aws-cdk-lib/aws-cloudfront';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { ApplicationTargetGroup, IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { RegionName } from '../config/regions';
import type { StoreConfig } from '../config/schema';
import type { Size } from '../config/sizes';
import type { HardenedKey } from '../hardened/hardened-key';
import { StoreStack } from '../hardened/store-stack';
import { AccessLogBucket } from './access-log-bucket';
import { allowedNames } from './allowed-names';
import { CloudFrontPrefixList } from './cloudfront-prefix-list';
import { ClosedDefaultSecurityGroup } from '../hardened/closed-default-security-group';
import { DnsFirewall } from '../hardened/dns-firewall';
import { DnsQueryLog } from './dns-query-log';
import { DoorListener } from './door-listener';
import { DoorSecret } from './door-secret';
import { FlowLog } from '../hardened/flow-log';
import { HomeCertificate } from './home-certificate';
import { InternalLoadBalancer } from './internal-load-balancer';
import { PlatformKey } from './platform-key';
import { PrivateOrigin } from './private-origin';
import { S3Endpoint } from './s3-endpoint';
import { SecurityGroups } from './security-groups';
import { StoreVpc } from './store-vpc';
import { WebTargetGroup } from './web-target-group';
import { zoneIdsOf } from '../config/zone-ids';

export interface NetworkStackProps {
  readonly store: StoreConfig;
  readonly size: Size;
}

/** The home region's network: who may reach whom, by which names, through which door. Stays while data lives in it. */
export class NetworkStack extends StoreStack {
  readonly platformKey: HardenedKey;
  readonly vpc: IVpc;
  readonly securityGroups: SecurityGroups;
  readonly accessLogs: IBucket;
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly targetGroup: ApplicationTargetGroup;
  readonly vpcOrigin: IVpcOrigin;
  readonly doorSecrets: { readonly shop: ISecret; readonly staff: ISecret };
  readonly natGatewayIds: string[];
  readonly dnsFirewallLogs: ILogGroup;

  constructor(scope: Construct, id: string, { store, size }: NetworkStackProps) {
    super(scope, id, {
      store,
      region: store.region,
      description: `Storefort ${store.name}: network, doors, platform key`,
      stateful: true,
    });
    const names = namesOf(store);
    const protect = !store.trial;

    const key = new PlatformKey(this, 'PlatformKey', { store });
    const vpc = new StoreVpc(this, 'Vpc', { cidr: store.network.cidr, zoneIds: zoneIdsOf(store.region, size), size });
    new ClosedDefaultSecurityGroup(this, 'DefaultSecurityGroup', { store, vpc, key });
    new FlowLog(this, 'FlowLog', { store, vpc, key });
    new S3Endpoint(this, 'S3Endpoint', { vpc, region: store.region });
    const queryLog = new DnsQueryLog(this, 'DnsQueryLog', { store, vpc, key });
    const firewall = new DnsFirewall(this, 'DnsFirewall', {
      vpc,
      allowed: allowedNames(store),
      mode: store.egress.mode,
      protect,
    });
    const { prefixListId } = new CloudFrontPrefixList(this, 'CloudFrontPrefixList', { store, key });
    const groups = new SecurityGroups(this, 'SecurityGroups', { store, vpc, cloudFrontPrefixListId: prefixListId });

    const accessLogs = new AccessLogBucket(this, 'AccessLogs', { store });
    const certificate = new HomeCertificate(this, 'Certificate', { store });
    const shop = new DoorSecret(this, 'ShopDoorSecret', { store, door: 'shop', key });
    const staff = new DoorSecret(this, 'StaffDoorSecret', { store, door: 'staff', key });
    const loadBalancer = new InternalLoadBalancer(this, 'LoadBalancer', {
      name: names.loadBalancer,
      vpc,
      securityGroup: groups.loadBalancer,
      accessLogs,
      protect,
    });
    // A certificate may wait for days and then fail; a protected load balancer could not be rolled back.
    loadBalancer.node.addDependency(certificate);
    const targetGroup = new WebTargetGroup(this, 'Web', { name: names.targetGroup, vpc });
    const listener = new DoorListener(this, 'Doors', { loadBalancer, certificate });
    listener.addDoor('Shop', { host: store.domain, secret: shop, priority: 10, targetGroup });
    listener.addDoor('Staff', { host: store.staffHost, secret: staff, priority: 20, targetGroup });
    const vpcOrigin = new PrivateOrigin(this, 'Origin', { name: names.loadBalancer, loadBalancer });
    // CloudFront refuses a VPC without an internet gateway, though no request comes that way.
    vpcOrigin.node.addDependency(vpc.internetGatewayAttachment);
    firewall.associateAfter(vpcOrigin, listener);

    this.platformKey = key;
    this.vpc = vpc;
    this.securityGroups = groups;
    this.accessLogs = accessLogs;
    this.loadBalancer = loadBalancer;
    this.targetGroup = targetGroup;
    this.vpcOrigin = vpcOrigin;
    this.doorSecrets = { shop, staff };
    this.natGatewayIds = [...vpc.natGatewayIds];
    this.dnsFirewallLogs = queryLog.logGroup;
  }

  /** Zone ids, in place of a lookup: without an account CDK would put `dummy1a` into the template. */
  override get availabilityZones(): string[] {
    return zoneIdsOf(this.region as RegionName);
  }
}
