import { RemovalPolicy } from 'aws-cdk-lib';
import type { StoreConfig } from '../config/schema';

/**
 * What becomes of state when its stack goes or a property change would replace it: kept, unless the store is a trial.
 * `RETAIN_ON_UPDATE_OR_DELETE` lets a failed *first* creation be cleaned up, so that the deploy can be tried again.
 */
export function removalOf(store: Pick<StoreConfig, 'trial'>): RemovalPolicy {
  return store.trial ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
}
