import type { Command } from 'commander';
import type { CommandEntry } from '../command';
import type { RestoreOptions } from './run';

const examples = [
  'storefort restore steps acme',
  'storefort restore order-id acme --since 2026-11-25T05:03:00Z',
  'storefort restore erasures acme --since 2026-11-25T05:03:00Z --list',
  'storefort restore payments acme --since 2026-11-25T05:03:00Z --format csv',
];

const session =
  'needs the AWS command line, its Session Manager plugin, and the right to start sessions on the store’s hosts';

/** `storefort restore`: what a restored shop must be told of the time its database has lost. */
export const restoreCommand: CommandEntry = {
  name: 'restore',
  summary: 'tell a restored shop what its database has lost: order ids, erasures, payments',
  examples: examples.slice(0, 1),
  define: (command) => {
    word(command, 'steps', 'print how a store is restored, step by step').action(async (store: string) => {
      process.exitCode = (await import('./run.js')).runSteps(store);
    });
    since(word(command, 'order-id', `raise the next order’s id above the last one issued; ${session}`))
      .option('--yes', 'agree beforehand')
      .action(async (store: string, options: RestoreOptions) => {
        process.exitCode = await (await import('./run.js')).runOrderId(store, options);
      });
    since(word(command, 'erasures', `erase again what had been erased; ${session}`))
      .option('--list', 'print what was erased, and do nothing')
      .option('--yes', 'agree beforehand')
      .action(async (store: string, options: RestoreOptions) => {
        process.exitCode = await (await import('./run.js')).runErasures(store, options);
      });
    since(word(command, 'payments', 'list what was paid and paid back, to compare with what each gateway says'))
      .option('--format <format>', 'text, csv or json', 'text')
      .action(async (store: string, options: RestoreOptions) => {
        process.exitCode = await (await import('./run.js')).runPayments(store, options);
      });
  },
};

function word(command: Command, name: string, description: string): Command {
  return command
    .command(name)
    .description(description)
    .argument('<store>', 'the store’s name, or its file')
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      ['\nExamples:', ...examples.filter((line) => line.includes(` ${name} `)).map((line) => `  ${line}`)].join('\n'),
    )
    .exitOverride();
}

function since(command: Command): Command {
  return command.requiredOption('--since <time>', 'when the recovery point was taken, such as 2026-11-25T05:03:00Z');
}
