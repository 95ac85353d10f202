import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { removalOf } from './lifetime';

export interface HardenedLogGroupProps {
  readonly store: Pick<StoreConfig, 'trial'>;
  /** A key whose policy lets CloudWatch Logs use it. */
  readonly key: IKey;
  /**
   * Only where another program finds the group by its name; end it with the store's generation.
   * @default - named by CloudFormation
   */
  readonly logGroupName?: string;
}

/** Encrypted, and kept 13 months: PCI DSS 10.5.1 wants 12, three of them at hand. A trial keeps one day. */
export class HardenedLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, props: HardenedLogGroupProps) {
    super(scope, id, {
      logGroupName: props.logGroupName,
      encryptionKey: props.key,
      retention: props.store.trial ? RetentionDays.ONE_DAY : RetentionDays.THIRTEEN_MONTHS,
      removalPolicy: removalOf(props.store),
    });
  }
}
