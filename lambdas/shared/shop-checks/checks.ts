import { administrators } from './check-administrators';
import { autoload } from './check-autoload';
import { cards } from './check-cards';
import { charset } from './check-charset';
import { complete } from './check-complete';
import { newest } from './check-newest';
import { orphans } from './check-orphans';
import { customers, users } from './check-people';
import { plugins } from './check-plugins';
import { products } from './check-products';
import { readable } from './check-readable';
import { retention } from './check-retention';
import { scheduler } from './check-scheduler';
import { siteUrl } from './check-site-url';
import { statuses } from './check-statuses';
import { storages } from './check-storages';
import { tables } from './check-tables';
import { totals } from './check-totals';
import type { ShopCheck } from './shop-check';

/** All that is looked at once a shop is found, in the order of the results. What waits for the reading of all tables comes last. */
export const shopChecks: readonly ShopCheck[] = [
  tables,
  charset,
  newest,
  statuses,
  totals,
  complete,
  orphans,
  storages,
  products,
  customers,
  users,
  siteUrl,
  plugins,
  administrators,
  retention,
  scheduler,
  autoload,
  readable,
  cards,
];
