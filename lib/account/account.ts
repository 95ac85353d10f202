import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccountStack } from './account-stack';
import { type AccountConfig, partsToMake } from './accounts-of';

export { type AccountConfig, accountsOf } from './accounts-of';

/**
 * One account in one region, guarded for every store in it: `cdk deploy 'account-111122223333-us-east-1/*'`.
 * Without a stack when the store files leave nothing to make.
 */
export class Account extends Stage {
  constructor(scope: Construct, config: AccountConfig) {
    super(scope, `account-${config.account}-${config.region}`);
    // Everything is `existing`: there is nothing to deploy.
    if (partsToMake(config).size === 0) return;
    new AccountStack(this, 'Account', { config });
  }
}
