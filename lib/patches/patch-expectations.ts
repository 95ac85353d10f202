import type { VerifyPatchesExpectations } from '../../lambdas/verify-patches/contract';
import { newestImageParameter } from '../config/machine-image';
import { feedBucketName, namesOf } from '../config/names';
import { pins } from '../config/pins';
import type { PatchesProps } from './patches-props';

/** What `verify-patches` holds everything against. */
export function patchExpectationsOf(
  props: Pick<PatchesProps, 'store' | 'autoScalingGroup' | 'database' | 'inventories' | 'evidence' | 'stacks'>,
): VerifyPatchesExpectations {
  const { store, evidence } = props;
  return {
    store: store.name,
    generation: store.generation,
    region: store.region,
    plugins: store.plugins.map(({ name, version }) => ({ name, version })),
    locales: store.locales,
    criticalDays: store.patch.criticalDays,
    autoScalingGroup: props.autoScalingGroup.autoScalingGroupName,
    newestImageParameter,
    inventoryDocument: namesOf(store).inventoryDocument,
    inventoryBucket: props.inventories.bucketName,
    databaseIdentifier: props.database.instanceIdentifier,
    hostNames: [store.domain, store.staffHost],
    stacks: props.stacks,
    feedBucket: feedBucketName(store.account, store.region),
    secondSource: store.patch.secondSource,
    pins,
    evidence: { bucket: evidence.bucketName, region: evidence.region },
  };
}
