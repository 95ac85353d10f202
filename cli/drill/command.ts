import { statSync } from 'node:fs';
import type { CommandEntry } from '../command';
import { CommandError, exitCodes } from '../exit-codes';

interface DrillOptions {
  readonly expect?: string;
  readonly manifest?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly offsite?: boolean;
  readonly files?: boolean;
  readonly newCounts?: boolean;
  readonly follow?: string;
}

const ofDumps = ['expect', 'manifest', 'out'] as const;
const ofStores = ['offsite', 'files', 'newCounts', 'follow'] as const;

/** `storefort drill`: a shop is read back out of a backup, of a dump here or of a store's recovery point on AWS. */
export const drillCommand: CommandEntry = {
  name: 'drill',
  summary: 'read a shop back out of a backup: of a dump on this machine, of a store on AWS',
  examples: [
    'storefort drill shop.sql.gz',
    'storefort drill shop.sql.gz --expect stores/example.yaml --manifest manifest.json',
    'storefort drill example',
  ],
  define: (command) => {
    command
      .description(
        'restore a backup and check the shop in it. A file that exists is a dump (mariadb-dump, mysqldump; plain, gzip or ' +
          'Zstandard): it is restored into a throw-away MariaDB on this machine. Anything else is a store on AWS.',
      )
      .argument('<dump or store>', 'path of a dump, or the name of a store')
      .option(
        '--expect <file>',
        'dump: store file that says site, plugins and administrators (default: listed, not judged)',
      )
      .option('--manifest <file>', 'dump: manifest of the export, which says rows and checksum')
      .option('--out <dir>', 'dump: where evidence is written (default: evidence)')
      .option('--json', 'print the evidence as JSON, and nothing else')
      .option('--offsite', 'store: drill the copy in the offsite region')
      .option('--files', 'store: drill the uploads')
      .option('--new-counts', 'store: what is missing since the last drill was taken out on purpose')
      .option('--follow <arn>', 'store: follow a drill that was started before')
      .action(async (argument: string, options: DrillOptions) => {
        process.exitCode = await runDrill(argument, options);
      });
  },
};

async function runDrill(argument: string, options: DrillOptions): Promise<number> {
  if (isDump(argument)) {
    refuse(options, ofStores, `${argument} is a dump`);
    const { runDumpDrill } = await import('./run.js');
    return runDumpDrill(argument, options);
  }
  if (!mayBeStore(argument)) throw new CommandError(`${argument} does not exist`, exitCodes.usage);
  refuse(options, ofDumps, `${argument} is no file, so it is taken for a store`);
  const { runStoreDrill } = await import('../drill-store/run.js');
  return runStoreDrill(argument, options);
}

/** A folder may have a store's name, and a store may be named by its file. */
function isDump(argument: string): boolean {
  const stat = statSync(argument, { throwIfNoEntry: false });
  return stat !== undefined && !isStoreFile(argument) && !(stat.isDirectory() && mayBeStore(argument));
}

/** A dump that is misspelt must not become a store that nobody has. */
function mayBeStore(argument: string): boolean {
  return /^[a-z][a-z0-9-]*$/.test(argument) || isStoreFile(argument);
}

function isStoreFile(argument: string): boolean {
  return /[.]ya?ml$/.test(argument);
}

function refuse(options: DrillOptions, others: readonly (keyof DrillOptions)[], why: string): void {
  const given = others.filter((name) => options[name] !== undefined);
  if (given.length === 0) return;
  throw new CommandError(`${why}: it takes no ${given.map(optionOf).join(', ')}`, exitCodes.usage);
}

/** As it is written on the command line. */
function optionOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
