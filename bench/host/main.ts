/** `npm run bench:host`: what the host costs against Debian's stock nginx and PHP-FPM, and against a static file. */
import path from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { CommandError, exitCodes } from '../../cli/exit-codes';
import { ensurePrograms } from '../../cli/host/programs';
import { pluginsIn } from '../../cli/host/release';
import { standIns } from '../../cli/host/run';
import { interruptible } from '../../cli/interruption';
import { plainly } from '../../cli/plainly';
import { Progress } from '../../cli/terminal/progress';
import { measure } from './measure';
import { missed, renderJson, renderText } from './report';
import { ensureWrk } from './wrk';

interface Options {
  readonly rounds: number;
  readonly seconds: number;
  readonly plugins?: string;
  readonly json?: boolean;
  readonly assert?: boolean;
  readonly yes?: boolean;
}

const program = new Command('npm run bench:host --')
  .description(
    "Loads the host and, in turn, the same WordPress on Debian's stock nginx and PHP-FPM, and a static file.\nPrints requests a second, ratios, and the host's idle memory.",
  )
  .helpOption('-h, --help', 'show this help')
  .option('--rounds <number>', 'how often each is loaded; the median counts', count, 5)
  .option('--seconds <number>', 'for how long, twice a round', count, 5)
  .option('--plugins <dir>', 'put every plugin folder in DIR into the release, in place of the stand-ins')
  .option('--json', 'print one line of JSON')
  .option('--assert', 'end with 1 when a ratio misses its aim')
  .option('--yes', 'install missing packages without asking')
  .exitOverride();

function count(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 600) throw new InvalidArgumentError('It must be 1 to 600.');
  return number;
}

async function run(options: Options): Promise<number> {
  const plugins = options.plugins === undefined ? standIns() : pluginsIn(path.resolve(options.plugins));
  const terminal = process.stdin.isTTY && process.stderr.isTTY;
  await ensurePrograms({ yes: options.yes ?? false, terminal, asRoot: process.getuid?.() === 0 });
  ensureWrk();
  return interruptible(async (signal) => {
    const progress = new Progress();
    const step = (text: string) => {
      progress.step(text);
    };
    const measured = await measure({ ...options, plugins, signal, step }).finally(() => {
      progress.done();
    });
    process.stdout.write(options.json ? renderJson(measured) : renderText(measured));
    return options.assert && missed(measured) ? exitCodes.findings : exitCodes.ok;
  });
}

async function main(): Promise<number> {
  try {
    return await run(program.parse().opts<Options>());
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    process.stderr.write(`${plainly(error)}\n`);
    return error instanceof CommandError ? error.exitCode : exitCodes.findings;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
