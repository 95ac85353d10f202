import { setTimeout as sleep } from 'node:timers/promises';
import type { Shop } from './shop';

/** What of a line of the access log tests ask about. */
export interface Logged {
  readonly client: string;
  readonly door: string;
  readonly method: string;
  readonly uri: string;
  readonly status: number;
  /** `HIT`, `MISS`, …; empty: the cache had no part in it. */
  readonly cache: string;
}

export function logged(shop: Shop): Logged[] {
  return shop.host
    .read('var/log/nginx/access.log')
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as Logged);
}

/** The line of the request that came from this address; nginx writes it after the answer. */
export async function loggedFrom(shop: Shop, address: string): Promise<Logged> {
  for (let tries = 0; tries < 40; tries += 1) {
    const line = logged(shop).findLast(({ client }) => client === address);
    if (line !== undefined) return line;
    await sleep(50);
  }
  throw new Error(`the access log holds no request from ${address}`);
}
