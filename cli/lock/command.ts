import type { CommandEntry } from '../command';

const examples = ['storefort lock acme', 'AWS_PROFILE=acme storefort lock stores/acme.yaml --yes'];

/** `storefort lock`: backups that nobody can delete. */
export const lockCommand: CommandEntry = {
  name: 'lock',
  summary: 'make the backups of a store undeletable, after a passed restore drill',
  examples: examples.slice(0, 1),
  define: (command) => {
    command
      .description(
        'set backup.lock: compliance in the store file. Refuses without a passed restore drill of the last 14 days, says what becomes irreversible, and asks. Nothing is locked until the file is deployed, and 72 hours more.',
      )
      .argument('<store>', 'the store’s name, or its file')
      .option('--yes', 'agree beforehand')
      .addHelpText('after', ['\nMore examples:', ...examples.slice(1).map((line) => `  ${line}`)].join('\n'))
      .action(async (store: string, options: { readonly yes?: boolean }) => {
        const { runLock } = await import('./run.js');
        process.exitCode = await runLock(store, options);
      });
  },
};
