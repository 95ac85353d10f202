import { CrossStackReferences, ReferenceStrength, Stack, Tags } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { RegionName } from '../config/regions';
import type { StoreConfig } from '../config/schema';

export interface StoreStackProps {
  readonly store: StoreConfig;
  readonly region: RegionName;
  readonly description: string;
  /** Holds what cannot be made again: protected from deletion, unless the store is a trial. */
  readonly stateful: boolean;
}

/**
 * One stack of one store: account and region fixed, named `<store>-<id>`, tagged, protected when it holds state.
 * Values of another stack in the same region are exported, so that a producer cannot go while it is used; see `acrossRegions`.
 */
export class StoreStack extends Stack {
  constructor(scope: Construct, id: string, props: StoreStackProps) {
    const { store } = props;
    super(scope, id, {
      env: { account: store.account, region: props.region },
      stackName: stackNameOf(store, id),
      description: props.description,
      terminationProtection: props.stateful && !store.trial,
      crossRegionReferences: true,
    });
    CrossStackReferences.of(this).consume(ReferenceStrength.STRONG);
    const tags = { ...store.tags, 'storefort:store': store.name, 'storefort:generation': String(store.generation) };
    for (const [key, value] of Object.entries(tags)) Tags.of(this).add(key, value);
  }
}

/** How a store's stack is named in its account and region. @param id its construct id, such as `Host` */
export function stackNameOf(store: Pick<StoreConfig, 'name'>, id: string): string {
  return `${store.name}-${id.toLowerCase()}`;
}

/**
 * Marks a resource whose values stacks of other regions read: they use `Fn::GetStackOutput`, which works across regions and
 * is resolved when the consumer is created or updated. The consumer hears nothing of later changes: mark only what never changes.
 */
export function acrossRegions(resource: IConstruct): void {
  CrossStackReferences.of(resource).produce(ReferenceStrength.WEAK);
}

/**
 * The same, said by the stack that reads: for one whose producers may stand in its own region or in another. Where they are in
 * another it reads weakly, and only what never changes; in its own region references stay strong.
 */
export function readAcrossRegions(stack: Stack, producers: RegionName): void {
  if (stack.region !== producers) CrossStackReferences.of(stack).consume(ReferenceStrength.WEAK);
}
