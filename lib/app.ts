import { App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import cdkJson from '../cdk.json';
import { accountsOf, Account } from './account/account';
import type { StoreConfig } from './config/schema';
import { Store } from './store';

export interface StorefortAppProps {
  /** The stores to build. */
  readonly stores: readonly StoreConfig[];
  /**
   * Every store that is known: the account stages of the built ones are the union of all stores in those accounts, so that
   * building one store never takes from an account what another store put there.
   * @default - `stores`
   */
  readonly knownStores?: readonly StoreConfig[];
  /** Where the templates go. @default - where the CDK command line says, or a temporary folder */
  readonly outdir?: string;
}

/** The four rule packs every store is held against. */
export const rulePacks = [AwsSolutionsChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks] as const;

/**
 * The CDK app of these stores: a stage for each, and one for each account and region they use.
 * The feature flags are those of cdk.json, whoever starts it: the CDK command line, the plan, or a test.
 */
export function storefortApp(props: StorefortAppProps): App {
  const app = new App({ outdir: props.outdir, context: cdkJson.context, analyticsReporting: false });
  const built = new Set(props.stores.map(({ name }) => name));
  const accounts = accountsOf(props.knownStores ?? props.stores);
  for (const account of accounts.filter(({ stores }) => stores.some((name) => built.has(name))))
    new Account(app, account);
  for (const store of props.stores) new Store(app, store);
  Validations.of(app).addPlugins(...rulePacks.map((Pack): IPolicyValidationPlugin => new Pack(app)));
  return app;
}
