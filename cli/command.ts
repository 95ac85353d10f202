import type { Command } from 'commander';

/** One word of the command line. Its program is imported when the word is used, so that `--help` answers at once. */
export interface CommandEntry {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Whole command lines that work as they stand. */
  readonly examples: readonly string[];
  /** Adds arguments, options and the action, which sets `process.exitCode` or throws a `CommandError`. */
  readonly define: (command: Command) => void;
}
