import { DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The ARN of the role that CloudFormation works with in this stack's account and region. Guards that refuse to be taken down
 * except this one: refused to it too, they could never be changed again, not by the next deploy either.
 * What it leaves open: whoever may update the stack, or make a role of this name, may take the guards down.
 * https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
export function deployingRole(scope: Construct): string {
  const stack = Stack.of(scope);
  const qualifier = stack.synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  return `arn:aws:iam::${stack.account}:role/cdk-${qualifier}-cfn-exec-role-${stack.account}-${stack.region}`;
}
