import type { CommandEntry } from '../command';

interface VerifyOptions {
  readonly manifest?: string;
  readonly json?: boolean;
}

/** `storefort verify`: whether a dump is whole, without a database. */
export const verifyCommand: CommandEntry = {
  name: 'verify',
  summary:
    'read a database dump to its end: is it whole, whose is it, does it hold card numbers; no database is needed',
  examples: [
    'storefort verify dump.sql.gz',
    'storefort verify dump.sql.gz --manifest manifest.json',
    'storefort verify --json dump.sql > verified.json',
  ],
  define: (command) => {
    command
      .argument('<dump>', 'file that mariadb-dump or mysqldump wrote: .sql, .sql.gz or .sql.zst')
      .option('--manifest <file>', 'what the nightly export said of the dump: checksum, tables and rows must match')
      .option('--json', 'print the evidence as JSON')
      .action(async (file: string, options: VerifyOptions) => {
        const { runVerify } = await import('./run.js');
        process.exitCode = await runVerify(file, options);
      });
  },
};
