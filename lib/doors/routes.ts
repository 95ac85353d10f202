import { fileRoutes } from './file-routes';
import { neverServed } from './never-served';
import { pageRoutes } from './page-routes';
import { queryRoutes } from './query-routes';
import { restRoutes } from './rest-routes';
import type { Route } from './route';
import { scriptRoutes } from './script-routes';

/** Every route family of WordPress, WooCommerce, WCPOS and payment processors. Order matters: the first that matches decides. */
export const routes: readonly Route[] = [
  ...neverServed,
  ...scriptRoutes,
  ...fileRoutes,
  ...pageRoutes,
  ...restRoutes,
  ...queryRoutes,
];
