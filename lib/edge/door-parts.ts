import type { IVpcOrigin } from 'aws-cdk-lib/aws-cloudfront';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StoreConfig } from '../config/schema';
import type { Route } from '../doors/route';
import type { EdgeLogs } from './edge-logs';
import type { EdgeWatch } from './edge-watch';
import type { RequestPolicies } from './request-policies';

/** What both doors are made of. */
export interface DoorParts {
  readonly store: StoreConfig;
  /** Who may do what at which door. */
  readonly doors: readonly Route[];
  /** The way to the load balancer. */
  readonly vpcOrigin: IVpcOrigin;
  readonly policies: RequestPolicies;
  readonly logs: EdgeLogs;
  readonly watch: EdgeWatch;
  readonly topic: ITopic;
}
