import type { Price } from './prices';

/** A quantity of something that is bought, as the templates say. */
export interface Purchase {
  /** What it is, in the singular, such as `NAT gateway`. */
  readonly item: string;
  /** Pieces, or GiB when the price is by GiB. */
  readonly quantity: number;
  /** Undefined when the table has no price for it. */
  readonly price: Price | undefined;
  /** The quantity is assumed, because it comes from use: it says what was assumed. */
  readonly assumption?: string;
}
