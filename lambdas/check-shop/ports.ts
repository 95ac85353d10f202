import type { checkShop } from '../shared/shop-checks/check-shop';
import type { ShopDatabase } from '../shared/shop-checks/shop-database';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Restored servers. */
export interface ShopDatabases {
  /** @throws Error when the server cannot be reached, cannot prove who it is, or lets nobody in */
  open(endpoint: Endpoint): Promise<ShopDatabase & { close(): Promise<void> }>;
}

/** The checks, as `checkShop` of lambdas/shared/shop-checks. */
export type CheckShop = typeof checkShop;
