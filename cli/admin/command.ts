import type { CommandEntry } from '../command';

interface AdminOptions {
  readonly login?: string;
  readonly email?: string;
}

const examples = [
  'storefort admin create acme',
  'storefort admin create acme --login anna --email anna@example.com',
  'AWS_PROFILE=acme storefort admin create stores/acme.yaml',
];

/** `storefort admin`: people who run a shop. */
export const adminCommand: CommandEntry = {
  name: 'admin',
  summary: 'give a person an administrator’s account of a running shop',
  examples: examples.slice(0, 1),
  define: (command) => {
    command
      .command('create')
      .description(
        'make an administrator, and print an address of the staff door that signs in once, within 15 minutes; needs the AWS command line, its Session Manager plugin, and the right to start sessions on the store’s hosts',
      )
      .argument('<store>', 'the store’s name, or its file')
      .option('--login <name>', 'user name; an administrator who has it gets a new address')
      .option('--email <address>', 'mail address of that user')
      .helpOption('-h, --help', 'show this help')
      .addHelpText('after', ['\nExamples:', ...examples.map((line) => `  ${line}`)].join('\n'))
      .exitOverride()
      .action(async (store: string, options: AdminOptions) => {
        const { runCreateAdmin } = await import('./run.js');
        process.exitCode = await runCreateAdmin(store, options);
      });
  },
};
