import type { StoreFile } from '../../lib/config/schema';

const reason = 'a reason long enough for the schema';

/** Four programs of others', each with another credential. */
export const integrations: StoreFile['integrations'] = [
  {
    name: 'erp',
    routes: ['/wp-json/wc/v3/orders/*', '/wp-json/wc/v3/products'],
    methods: ['GET'],
    credential: 'woocommerce-api-key',
    networks: ['198.51.100.0/28', '2001:db8:7::/48'],
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
  { name: 'app', routes: ['/xmlrpc.php'], methods: ['POST'], credential: 'application-password', networks: [], reason },
  {
    name: 'payments',
    routes: ['/wp-json/wc/v3/payments/webhook', '/hooks/*'],
    methods: ['POST'],
    credential: 'signature',
    networks: [],
    reason,
  },
];

export const writablePaths: StoreFile['writablePaths'] = [
  { path: '/uploads/elementor/*', reason },
  { path: '/cache', reason },
];
