import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';

const root = path.resolve(__dirname, '../..');
const done = new Map<string, string>();

/**
 * Bundles `lambdas/<name>/handler.ts` with everything it imports, the AWS SDK included: what was tested is what runs.
 * One esbuild call a function and process (10 ms); a `NodejsFunction` starts a process each time (0.6 s).
 *
 * @param name the folder below `lambdas`
 * @returns a folder with `index.js`, named after its content
 * @throws Error with esbuild's messages when the function does not build
 */
export function bundleFunction(name: string): string {
  const known = done.get(name);
  if (known !== undefined) return known;
  const built = buildSync({
    entryPoints: [path.join(root, 'lambdas', name, 'handler.ts')],
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  });
  const [file] = built.outputFiles;
  if (file === undefined) throw new Error(`lambdas/${name}/handler.ts built nothing`);
  const folder = keep(name, file.contents);
  done.set(name, folder);
  return folder;
}

function keep(name: string, contents: Uint8Array): string {
  const base = path.join(root, '.build', 'lambdas');
  const folder = path.join(base, `${name}-${createHash('sha256').update(contents).digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(base, { recursive: true });
  const fresh = mkdtempSync(path.join(base, '.new-'));
  writeFileSync(path.join(fresh, 'index.js'), contents);
  try {
    // Another process may have been first with the same content: then its folder serves.
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
