import { backupRule } from './backup';
import { databaseRule } from './database';
import { doorsRule } from './doors';
import { duplicatesRule } from './duplicates';
import { egressRule } from './egress';
import { mailRule } from './mail';
import { nameRule } from './name';
import { networksRule } from './networks';
import { regionsRule } from './regions';
import { schedulesRule } from './schedules';
import type { StoreRule } from './store-rule';
import { tagsRule } from './tags';
import { vpcRule } from './vpc';

/** Every rule over more than one field of a store file. */
export const storeRules: readonly StoreRule[] = [
  nameRule,
  doorsRule,
  vpcRule,
  regionsRule,
  databaseRule,
  backupRule,
  schedulesRule,
  mailRule,
  networksRule,
  duplicatesRule,
  egressRule,
  tagsRule,
];
