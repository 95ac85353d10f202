import type { Sent, Shop } from './shop';

/** What one address may do only so often, and how many at once are surely too many. */
export interface Limited {
  /** Of the doors' rows whose limit it is. */
  readonly rows: readonly string[];
  readonly sent: Sent;
  readonly tooMany: number;
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (target: string, body = 'x=1'): Sent => ({ method: 'POST', target, body, headers: form });

/** Bursts are those of host/nginx/limited.conf. */
export const limited: readonly Limited[] = [
  { rows: ['customer-confirmation'], sent: post('/wp-login.php?action=postpass'), tooMany: 20 },
  { rows: ['account'], sent: post('/my-account/'), tooMany: 20 },
  { rows: ['comment'], sent: post('/wp-comments-post.php'), tooMany: 20 },
  { rows: ['checkout'], sent: { target: '/checkout/' }, tooMany: 100 },
  { rows: ['cart'], sent: { target: '/cart/' }, tooMany: 100 },
  { rows: ['rest-checkout'], sent: { target: '/wp-json/wc/store/v1/checkout' }, tooMany: 100 },
  { rows: ['rest-checkout'], sent: { target: '/?rest_route=/wc/store/v1/checkout' }, tooMany: 100 },
  { rows: ['query-ajax-checkout'], sent: { target: '/?wc-ajax=apply_coupon' }, tooMany: 100 },
  { rows: ['query-search'], sent: { target: '/?s=hat' }, tooMany: 60 },
];

/** At the staff door. */
export const limitedAtStaff: readonly Limited[] = [
  { rows: ['staff-sign-in'], sent: post('/wp-login.php', 'log=x&pwd=y'), tooMany: 20 },
  { rows: ['till-sign-in'], sent: post('/wcpos-auth/', 'wcpos-log=x&wcpos-pwd=y'), tooMany: 20 },
  { rows: ['query-till-sign-in'], sent: post('/?wcpos-auth=1', 'wcpos-log=x&wcpos-pwd=y'), tooMany: 20 },
];

/** Whether some of so many, from one address, were refused with 429; stops at the first. */
export async function refusedOf(shop: Shop, door: 'shop' | 'staff', { sent, tooMany }: Limited): Promise<number> {
  const from = shop.address();
  let refused = 0;
  let left = tooMany;
  const worker = async (): Promise<void> => {
    for (; left > 0 && refused === 0;) {
      left -= 1;
      if ((await shop.ask(door, { ...sent, from })).status === 429) refused += 1;
    }
  };
  // Fewer than an address may have connections: that is another limit.
  await Promise.all(Array.from({ length: 12 }, worker));
  return refused;
}
