import { CfnDynamicReference, CfnDynamicReferenceService } from 'aws-cdk-lib';
import { ParameterDataType, StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { newestImageParameter } from '../config/machine-image';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';

export interface HostImageProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation'>;
}

/**
 * The store's own record of which machine image its hosts start from: what a patch window writes, and writes back when it hurts.
 * AWS's public parameter moves by itself, and no instance refresh rolls back an image that is read from a parameter:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html
 *
 * Starts as AWS's newest Amazon Linux 2023 for Graviton; Parameter Store checks that the id is an image this account can use.
 * Left open: CloudFormation resolves the public parameter again when it updates this one, and would then put AWS's newest
 * image in the place of an older one that a patch window went back to.
 */
export class HostImage extends StringParameter {
  constructor(scope: Construct, id: string, props: HostImageProps) {
    super(scope, id, {
      parameterName: namesOf(props.store).amiParameter,
      description: `Machine image of ${props.store.name}'s hosts; written by the patch window.`,
      dataType: ParameterDataType.AWS_EC2_IMAGE,
      allowedPattern: '^ami-([0-9a-f]{8}|[0-9a-f]{17})$',
      stringValue: new CfnDynamicReference(CfnDynamicReferenceService.SSM, newestImageParameter).toString(),
    });
  }
}
