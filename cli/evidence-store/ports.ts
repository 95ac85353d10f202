import type { StoreConfig } from '../../lib/config/schema';

/** Outputs of the stacks of a store, as CloudFormation has them. */
export interface StackOutputs {
  /**
   * @param stack such as `data`
   * @returns undefined when the stack is not deployed here, or has no such output
   * @throws CommandError when AWS cannot be asked
   */
  output(
    store: Pick<StoreConfig, 'name' | 'region' | 'account'>,
    stack: string,
    name: string,
  ): Promise<string | undefined>;
}
