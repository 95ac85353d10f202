/** One word in the store file decides these. All sizes run RDS MariaDB, so growing never swaps the engine. */
export interface Size {
  readonly zones: 2 | 3;
  readonly natGateways: number;
  readonly web: { readonly instanceType: string; readonly minInstances: number; readonly maxInstances: number };
  readonly database: {
    readonly instanceClass: string;
    readonly multiAz: boolean;
    readonly allocatedGiB: number;
    readonly maxAllocatedGiB: number;
    /** Database Insights' counters; AWS refuses them on db.t4g.micro and db.t4g.small. */
    readonly performanceInsights: boolean;
  };
  /** Valkey nodes, the primary included; undefined: no object cache. */
  readonly cache?: { readonly nodeType: string; readonly nodes: number };
  /**
   * Highest always-on cost in US dollars a month, us-east-1, without traffic and without the account stage.
   * The plan prints by how much a store is over it.
   */
  readonly ceilingDollars: number;
}

export const sizes = {
  solo: {
    zones: 2,
    natGateways: 1,
    web: { instanceType: 't4g.small', minInstances: 1, maxInstances: 2 },
    database: {
      instanceClass: 't4g.small',
      multiAz: false,
      allocatedGiB: 20,
      maxAllocatedGiB: 100,
      performanceInsights: false,
    },
    ceilingDollars: 150,
  },
  shop: {
    zones: 2,
    natGateways: 1,
    web: { instanceType: 't4g.medium', minInstances: 2, maxInstances: 6 },
    database: {
      instanceClass: 't4g.medium',
      multiAz: true,
      allocatedGiB: 50,
      maxAllocatedGiB: 500,
      performanceInsights: true,
    },
    cache: { nodeType: 'cache.t4g.small', nodes: 2 },
    ceilingDollars: 400,
  },
  surge: {
    zones: 3,
    natGateways: 3,
    web: { instanceType: 'm7g.large', minInstances: 3, maxInstances: 20 },
    database: {
      instanceClass: 'r7g.large',
      multiAz: true,
      allocatedGiB: 100,
      maxAllocatedGiB: 1000,
      performanceInsights: true,
    },
    cache: { nodeType: 'cache.m7g.large', nodes: 3 },
    ceilingDollars: 1500,
  },
} as const satisfies Record<string, Size>;

export type SizeName = keyof typeof sizes;

export const sizeNames = Object.keys(sizes) as [SizeName, ...SizeName[]];

/** The size a store has, as the interface, so that optional parts can be asked for. */
export function sizeOf(store: { readonly size: SizeName }): Size {
  return sizes[store.size];
}
