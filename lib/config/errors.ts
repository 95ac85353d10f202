/** One thing wrong with a store file, as a person needs it: where, what, and what to do. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units, as editors count. */
  readonly column: number;
  /** The field as the file's author names it, such as `staff.networks[1]`; `the file` when it is about the whole. */
  readonly path: string;
  /** What is allowed, what was found, and the remedy; never a secret. */
  readonly message: string;
}

/** A problem as one line: `stores/acme.yaml:14:5 backup.retentionDays must be at least 7, got 3; raise it`. */
export function problemLine({ file, line, column, path, message }: Problem): string {
  return `${file}:${line}:${column} ${path} ${message}`;
}

/** Thrown when store files cannot be used: holds all problems of all of them, in the order of the files and their lines. */
export class StoreFileError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(problemLine).join('\n'));
    this.name = 'StoreFileError';
  }
}
