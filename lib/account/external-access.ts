import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';
import { keep } from './lasting';

/**
 * Finds what the account shares with anyone outside it: buckets, keys, roles, secrets, snapshots (PCI DSS 7.2.2).
 * What it leaves open: findings are read in the console; none is sent.
 */
export class ExternalAccess extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    keep(new CfnAnalyzer(this, 'Analyzer', { type: 'ACCOUNT', analyzerName: 'storefort-external-access' }));
  }
}
