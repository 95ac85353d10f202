import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import type { CommandEntry } from './command';
import { commands } from './commands';
import { CommandError, exitCodes } from './exit-codes';
import { plainly } from './plainly';

/**
 * Finds the command and runs it. What the shell is told: 0 all well, 1 findings or errors, 2 bad usage, 130 stopped by Ctrl-C.
 * @param argv as in `process.argv`
 */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  // Node 20 does; that the AWS SDK will want 22 from January 2027 on is for package.json to say, not for every answer.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const program = programOf(commands);
  // `storefort plan | head`: the reader has gone, and there is nothing left to say.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.ok);
    throw error;
  });
  if (argv.length <= 2) {
    program.outputHelp({ error: true });
    process.exitCode = exitCodes.usage;
    return;
  }
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = conclude(error);
  }
}

function programOf(entries: readonly CommandEntry[]): Command {
  const program = new Command('storefort')
    .description('A hardened home on AWS for a WooCommerce shop with tills, from one file a store.')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .version(version, '-V, --version', 'show the version')
    .showSuggestionAfterError()
    .addHelpText('after', help(entries))
    .exitOverride();
  for (const entry of entries) {
    const command = program
      .command(entry.name)
      .summary(entry.summary)
      .description(entry.summary)
      .helpOption('-h, --help', 'show this help')
      .addHelpText('after', examples(entry.examples))
      .exitOverride();
    entry.define(command);
  }
  return program;
}

function help(entries: readonly CommandEntry[]): string {
  const codes = 'Exit codes: 0 all well, 1 findings or errors, 2 bad usage, 130 stopped by Ctrl-C.';
  return `${examples(entries.flatMap((entry) => entry.examples))}\n\n${codes}\nColours: on a terminal only, and not when NO_COLOR is set.`;
}

function examples(lines: readonly string[]): string {
  return ['\nExamples:', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Commander has printed its own complaint; everything else is said here. */
function conclude(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const message = plainly(error);
  if (message !== '') process.stderr.write(`${message}\n`);
  return error instanceof CommandError ? error.exitCode : exitCodes.findings;
}
