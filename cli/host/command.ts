import { InvalidArgumentError } from 'commander';
import type { CommandEntry } from '../command';

interface HostOptions {
  readonly plugins?: string;
  readonly store?: string;
  readonly root?: string;
  readonly port?: number;
  readonly fresh?: boolean;
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** `storefort host`: the real host on this machine, both doors, until Ctrl-C. */
export const hostCommand: CommandEntry = {
  name: 'host',
  summary: 'boot the real host on this machine, with both doors, until Ctrl-C',
  examples: [
    'storefort host',
    'storefort host --plugins plugins --store stores/example.yaml',
    'storefort host --json --yes',
  ],
  define: (command) => {
    command
      .option('--plugins <dir>', 'put every plugin folder in DIR into the release, in place of the stand-ins')
      .option('--store <file>', 'take integrations, writable paths, locale and time zone from this store file')
      .option('--root <dir>', 'where the preview lives (default: .preview)')
      .option('--port <number>', 'port of both doors (default: 8443; 0: a free one)', port)
      .option('--fresh', 'forget the shop of the last time')
      .option('--json', 'print one line of JSON when ready, and nothing else')
      .option('--yes', 'install missing packages without asking')
      .action(async (options: HostOptions) => {
        const { runHost } = await import('./run.js');
        process.exitCode = await runHost(options);
      });
  },
};

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) throw new InvalidArgumentError('It must be 0 to 65535.');
  return number;
}
