import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import {
  cloudFrontPrefixList,
  type FindPrefixListProperties,
  prefixListIdAttribute,
} from '../../lambdas/find-prefix-list/contract';
import type { StoreConfig } from '../config/schema';
import { HardenedCustomResource } from '../hardened/hardened-custom-resource';
import { HardenedFunction } from '../hardened/hardened-function';

export interface CloudFrontPrefixListProps {
  readonly store: StoreConfig;
  readonly key: IKey;
}

/**
 * The id of AWS's list of CloudFront's addresses in this region, asked for at deploy: a lookup at synth without an
 * account puts an invented id into the template. It only reads.
 */
export class CloudFrontPrefixList extends Construct {
  readonly prefixListId: string;

  constructor(scope: Construct, id: string, { store, key }: CloudFrontPrefixListProps) {
    super(scope, id);
    const finder = new HardenedFunction(this, 'Finder', {
      store,
      name: 'find-prefix-list',
      description: 'Finds the prefix list of CloudFront',
      key,
      timeout: Duration.minutes(1),
      onError: { enabled: false, reason: 'its failure fails the deploy, which is louder than an alarm' },
    });
    finder.addToRolePolicy(
      new PolicyStatement({ sid: 'Look', actions: ['ec2:DescribeManagedPrefixLists'], resources: ['*'] }),
    );
    const properties: FindPrefixListProperties = { PrefixListName: cloudFrontPrefixList };
    const found = new HardenedCustomResource(this, 'Found', {
      serviceToken: finder.functionArn,
      properties: { ...properties },
    });
    if (finder.role) found.node.addDependency(finder.role);
    this.prefixListId = found.getAttString(prefixListIdAttribute);
  }
}
