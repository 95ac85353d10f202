import type { PlannedStack } from './assembly';

/** One deploy, and the stacks it makes, in their order. */
export interface DeployStep {
  readonly what: string;
  readonly command: string;
  readonly stacks: readonly string[];
}

/**
 * In which order to deploy. Stages need a pattern: without one the CDK command line selects no stack of a stage, and its diff then
 * says that nothing differs.
 */
export function deploySteps(storeName: string, stacks: readonly PlannedStack[]): DeployStep[] {
  const stages = [...new Set(stacks.map(({ path }) => path.slice(0, path.indexOf('/'))))];
  return stages.map((stage) => ({
    what: stage === storeName ? 'the store' : 'what guards the account, once for all its stores in this region',
    command: `npx cdk deploy -c store=${storeName} '${stage}/*'`,
    stacks: stacks.filter(({ path }) => path.startsWith(`${stage}/`)).map(({ path }) => path),
  }));
}
