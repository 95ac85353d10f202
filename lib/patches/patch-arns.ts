import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';

/** Stacks, whichever id CloudFormation gave them. @param stacks names by region */
export function stackArns(scope: Construct, stacks: Readonly<Record<string, readonly string[]>>): string[] {
  const { account } = Stack.of(scope);
  return Object.entries(stacks).flatMap(([region, names]) =>
    names.map((name) => `arn:aws:cloudformation:${region}:${account}:stack/${name}/*`),
  );
}

/** The machine of patch windows, by name: it names the functions, which therefore cannot name it. */
export function machineArn(scope: Construct, store: Pick<StoreConfig, 'name' | 'generation'>): string {
  const { account, region } = Stack.of(scope);
  return `arn:aws:states:${region}:${account}:stateMachine:${namesOf(store).patchMachine}`;
}

/** AWS's public parameters belong to no account. @param name with its leading slash */
export function publicParameter(scope: Construct, name: string): string {
  return `arn:aws:ssm:${Stack.of(scope).region}::parameter${name}`;
}
