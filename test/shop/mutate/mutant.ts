/** One thing that is taken away from the host, and the requests that must not like it. */
export interface Mutant {
  readonly name: string;
  /** Puts changed files in place of those of the bundle: names below it, and their contents. */
  readonly files: Readonly<Record<string, string>>;
  /** What has to be told. */
  readonly reload: readonly ('nginx' | 'php-fpm')[];
  readonly checks: readonly Check[];
}

/** Plays requests; gives what is wrong with an answer. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<string | undefined>;
}
