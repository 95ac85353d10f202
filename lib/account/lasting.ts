import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * What guards the account belongs to the account, not to a store, a trial store neither: it stays when the stack goes. Otherwise
 * whoever may delete a stack could end the trail and what it wrote. A first creation that failed is cleaned up.
 */
export const lasting = { trial: false } as const;

/** Keeps every resource below `guard` when the stack goes: a trail without its bucket's policy would write nothing. */
export function keep(guard: Construct): void {
  for (const child of guard.node.findAll()) {
    if (CfnResource.isCfnResource(child)) child.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}
