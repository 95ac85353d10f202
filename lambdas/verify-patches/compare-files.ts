import type { Checksums } from './ports';

/** What may be otherwise than published, by path. */
export interface FileRules {
  readonly mayBeExtra: (path: string) => boolean;
  readonly mayBeMissing: (path: string) => boolean;
  readonly mayDiffer: (path: string) => boolean;
}

/** What PHP, a server or a browser would run, or takes settings from. PHP's own anywhere in the name: `x.php.bak` is read by some. */
const runs =
  /\.(?:php\d?|phtml|phar|pht|phps)(?:\.|$)|\.(?:inc|module|cgi|pl|py|rb|sh|so|js|mjs|cjs|html?|xhtml|svg|wasm)$|^(?:\.htaccess|\.user\.ini|php\.ini)$/i;

/**
 * Compares files as found with those published.
 * @param found MD5 of each path
 * @returns what is wrong, and how many files there are beside them that do not run
 */
export function compareFiles(
  found: Readonly<Record<string, string>>,
  published: Checksums,
  { mayBeExtra, mayBeMissing, mayDiffer }: FileRules,
): { readonly faults: readonly string[]; readonly idle: number } {
  const faults: string[] = [];
  let idle = 0;
  for (const [path, md5] of Object.entries(found)) {
    const right = Object.hasOwn(published, path) ? published[path] : undefined;
    if (right !== undefined) {
      if (!right.includes(md5) && !mayDiffer(path)) faults.push(`${path} is modified`);
    } else if (!mayBeExtra(path)) {
      if (runs.test(path.slice(path.lastIndexOf('/') + 1))) faults.push(`${path} is not part of it`);
      else idle += 1;
    }
  }
  const missing = Object.keys(published).filter((path) => !Object.hasOwn(found, path) && !mayBeMissing(path));
  return { faults: [...faults, ...missing.map((path) => `${path} is missing`)], idle };
}
