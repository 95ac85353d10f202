import type { DoorsConfig } from '../../../lib/doors/doors-of';
import { adminCalls } from './admin-calls';
import { adminPages } from './admin-pages';
import { attacks, headers, stolen } from './attacks';
import type { Behaviour } from './behaviour';
import { crawlers } from './crawlers';
import { shopperAjax, shopperStore } from './shopper-calls';
import { shopperFiles, shopperPages } from './shopper-pages';
import { tills } from './tills';
import { integrations, webhooks } from './webhooks';

export type { Behaviour, HttpRequest, Outcome } from './behaviour';
export { formsOf } from './forms';

/** The table of requests: what is done and tried at the doors, and what must come of it. Written by hand. */
export const behaviours: readonly Behaviour[] = [
  ...shopperPages,
  ...shopperFiles,
  ...shopperAjax,
  ...shopperStore,
  ...crawlers,
  ...webhooks,
  ...integrations,
  ...tills,
  ...adminPages,
  ...adminCalls,
  ...attacks,
  ...stolen,
  ...headers,
];

const reason = 'declared for the table of requests, so that it can be tried';

/** What the store must declare for the table to be true. The bank's network is never the runner's own. */
export const requestStore: DoorsConfig = {
  integrations: [
    {
      name: 'erp',
      routes: ['/wp-json/wc/v3/orders/*'],
      methods: ['GET'],
      credential: 'woocommerce-api-key',
      networks: [],
      reason,
    },
    {
      name: 'warehouse',
      routes: ['/wp-json/wc/v3/orders/*'],
      methods: ['PUT'],
      credential: 'application-password',
      networks: [],
      reason,
    },
    {
      name: 'bank',
      routes: ['/wp-json/wc/v3/reports'],
      methods: ['GET'],
      credential: 'woocommerce-api-key',
      networks: ['198.51.100.0/28'],
      reason,
    },
    {
      name: 'payments',
      routes: ['/wp-json/wc/v3/payments/webhook'],
      methods: ['POST'],
      credential: 'signature',
      networks: [],
      reason,
    },
  ],
  writablePaths: [],
};
