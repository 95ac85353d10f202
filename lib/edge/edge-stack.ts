import { CfnOutput } from 'aws-cdk-lib';
import type { IVpcOrigin } from 'aws-cdk-lib/aws-cloudfront';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { edgeRegion } from '../config/regions';
import type { StoreConfig } from '../config/schema';
import type { Route } from '../doors/route';
import { HardenedKey } from '../hardened/hardened-key';
import { HardenedTopic } from '../hardened/hardened-topic';
import { acrossRegions, readAcrossRegions, StoreStack } from '../hardened/store-stack';
import { EdgeLogs } from './edge-logs';
import { EdgeWatch } from './edge-watch';
import { RequestPolicies } from './request-policies';
import { ShopDoor } from './shop-door';
import { StaffDoor } from './staff-door';

export interface EdgeStackProps {
  readonly store: StoreConfig;
  /** Who may do what at which door. */
  readonly doors: readonly Route[];
  /** The way to the load balancer. */
  readonly vpcOrigin: IVpcOrigin;
}

/**
 * What must be in us-east-1 because CloudFront reads it there only: the two doors with their certificates, web ACLs and
 * response headers, what they write down, and who hears of trouble.
 */
export class EdgeStack extends StoreStack {
  readonly key: HardenedKey;
  readonly topic: ITopic;
  readonly shop: ShopDoor;
  readonly staff: StaffDoor;
  /** Domain names of the distributions, which answer for the doors before DNS does. */
  readonly doorTargets: { readonly shop: string; readonly staff: string };

  constructor(scope: Construct, id: string, { store, doors, vpcOrigin }: EdgeStackProps) {
    super(scope, id, {
      store,
      region: edgeRegion,
      description: `Storefort ${store.name}: shop door and staff door`,
      stateful: false,
    });
    readAcrossRegions(this, store.region);

    this.key = new HardenedKey(this, 'Key', {
      store,
      alias: `storefort/${store.name}/edge-g${store.generation}`,
      description: `Storefort ${store.name}: alarms and logs of the edge`,
    });
    this.key.allowLogs();
    this.key.allowPublishing(['cloudwatch.amazonaws.com']);
    this.topic = new HardenedTopic(this, 'Topic', {
      key: this.key,
      emails: store.notify.emails,
      publishers: ['cloudwatch.amazonaws.com'],
    });

    const policies = new RequestPolicies(this, 'Requests');
    const logs = new EdgeLogs(this, 'Logs', { store, key: this.key });
    const watch = new EdgeWatch(this, 'Watch', { topic: this.topic, originErrors: logs.metricOriginErrors() });
    const parts = { store, doors, vpcOrigin, policies, logs, watch, topic: this.topic };
    this.shop = new ShopDoor(this, 'Shop', parts);
    this.staff = new StaffDoor(this, 'Staff', parts);

    this.doorTargets = {
      shop: this.shop.distribution.distributionDomainName,
      staff: this.staff.distribution.distributionDomainName,
    };
    for (const { distribution } of [this.shop, this.staff]) acrossRegions(distribution);

    // What the owner's DNS must point at, where it is not ours, and what may be looked at before the cutover.
    new CfnOutput(this, 'ShopTarget', { value: this.doorTargets.shop });
    new CfnOutput(this, 'StaffTarget', { value: this.doorTargets.staff });
  }
}
