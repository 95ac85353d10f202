import { setTimeout as sleep } from 'node:timers/promises';
import type { Shop } from './shop';

/** Shoppers who look at pages that no cache answers, one after another, until they are told to stop. */
export class Load {
  readonly statuses = new Map<string, number>();
  private going = true;
  private readonly shoppers: Promise<void>[];

  constructor(
    private readonly shop: Shop,
    shoppers = 3,
  ) {
    this.shoppers = Array.from({ length: shoppers }, (_, index) => this.keepAsking(index));
  }

  /** How many were answered so far. */
  get answered(): number {
    return [...this.statuses.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Waits for so many more answers. */
  async more(count: number): Promise<void> {
    for (const goal = this.answered + count; this.answered < goal && this.going;) await sleep(20);
  }

  /** @returns how many answers there were of each status; `lost`: none came */
  async stop(): Promise<Record<string, number>> {
    this.going = false;
    await Promise.all(this.shoppers);
    return Object.fromEntries(this.statuses);
  }

  /** Straight at the host's nginx: what it answered is what counts, not what the front made of it. */
  private async keepAsking(index: number): Promise<void> {
    const headers = { host: this.shop.value('shop-host'), 'x-storefort-door': this.shop.host.doorSecret('shop') };
    for (let times = 0; this.going; times += 1) {
      const viewer = `10.${index}.${(times >> 8) & 255}.${times & 255}:5000`;
      const target = `/?load=${index}-${times}`;
      const status = await this.shop.host
        .askHost({ target, headers: { ...headers, 'cloudfront-viewer-address': viewer } })
        .then((answer) => String(answer.status))
        .catch(() => 'lost');
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    }
  }
}
