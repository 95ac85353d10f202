import type { CommandEntry } from '../command';
import type { PatchOptions } from './patch-store';

const examples = [
  'storefort patch acme --reason CVE-2026-12345',
  "storefort patch acme --reason 'the alarm is of the hole that this closes' --despite-findings",
  'storefort patch acme --show',
];

/** `storefort patch`: a patch window now, and what is known of a store's patches. */
export const patchCommand: CommandEntry = {
  name: 'patch',
  summary: 'patch the hosts of a store now, with proof and a way back, or show what is known of its patches',
  examples: [examples[0] ?? '', examples[2] ?? ''],
  define: (command) => {
    command
      .description(
        'open the patch window of a store now, and follow it: recovery point, look at the shop, newer machine image host by ' +
          'host, look again, back if it got worse, proof. With --show: what the newest proof says of system, plugins, ' +
          'vulnerabilities and managed services; a proof older than 26 hours is no pass.',
      )
      .argument('<store>', 'the store’s name, or its file')
      .option(
        '--reason <text>',
        'why now, for the evidence, such as the number of a vulnerability; needed unless --show or --follow is given',
      )
      .option('--despite-findings', 'also while an alarm is on, or the shop is not well before')
      .option('--follow <arn>', 'follow a window that was started before')
      .option('--show', 'change nothing: print the newest proof of the last 8 days')
      .option('--json', 'print one JSON object, and nothing else')
      .addHelpText('after', ['\nMore examples:', `  ${examples[1] ?? ''}`].join('\n'))
      .action(async (store: string, options: PatchOptions) => {
        const { runPatch } = await import('./run.js');
        process.exitCode = await runPatch(store, options);
      });
  },
};
