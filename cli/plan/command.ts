import type { CommandEntry } from '../command';

interface PlanOptions {
  readonly json?: boolean;
}

/** `storefort plan`: what deploying these stores makes, costs, and needs; without an AWS account. */
export const planCommand: CommandEntry = {
  name: 'plan',
  summary: 'show what a store becomes on AWS: stacks, rule packs, cost, and what is done by hand',
  examples: [
    'storefort plan stores/example.yaml',
    'storefort plan stores/acme.yaml stores/other.yaml',
    'storefort plan --json stores/example.yaml > plan.json',
  ],
  define: (command) => {
    command
      .argument('<store.yaml...>', 'store files to plan')
      .option('--json', 'print the plan as JSON')
      .action(async (files: string[], options: PlanOptions) => {
        const { runPlan } = await import('./run.js');
        process.exitCode = await runPlan(files, { json: options.json ?? false });
      });
  },
};
