import { CfnResource, CustomResource, type CustomResourceProps, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Ours answer within seconds or minutes; CloudFormation would wait an hour for one that died. */
const longest = Duration.minutes(5);

/**
 * A custom resource that fails the deployment when it has not answered after five minutes.
 * The limit is written as the whole number that CloudFormation's schema wants: `CustomResource` itself writes its `serviceTimeout`
 * as text, of which aws-cdk-lib's own validation warned at every synthesis (W9003).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-customresource.html
 */
export class HardenedCustomResource extends CustomResource {
  constructor(scope: Construct, id: string, props: Omit<CustomResourceProps, 'serviceTimeout'>) {
    super(scope, id, props);
    const resource = this.node.defaultChild;
    if (!CfnResource.isCfnResource(resource)) throw new Error('a custom resource is rendered as one CfnResource');
    resource.addPropertyOverride('ServiceTimeout', longest.toSeconds());
  }
}
