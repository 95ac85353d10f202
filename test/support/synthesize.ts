import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { storefortApp } from '../../lib/app';
import { isFresh, root, sourcesKey, variantsFolder } from './variant-cache';
import { storeVariants } from './variants';

/**
 * Synthesizes one variant in this process. An error goes to `<name>/error.txt`, so that one broken variant does not hide
 * what the others show; whoever reads the variant throws it.
 */
function synthesize(name: string, key: string): void {
  const chosen = storeVariants.find((each) => each.variant.name === name);
  if (chosen === undefined) throw new Error(`no variant is named ${name}`);
  process.stdout.write(`synthesizing variant ${name}\n`);
  const outdir = path.join(variantsFolder, `.new-${name}-${process.pid}`);
  mkdirSync(outdir, { recursive: true });
  process.env.CDK_VALIDATION = chosen.validated ? 'true' : 'false';
  try {
    storefortApp({ stores: [chosen.store], outdir }).synth();
  } catch (error) {
    // Findings are thrown too, after the templates are written; nag.test.ts and validation.test.ts judge the report.
    if (!existsSync(path.join(outdir, 'validation-report.json'))) {
      writeFileSync(path.join(outdir, 'error.txt'), error instanceof Error ? (error.stack ?? '') : String(error));
    }
  }
  dropAssets(outdir);
  writeFileSync(path.join(outdir, 'key'), key);
  const final = path.join(variantsFolder, name);
  rmSync(final, { recursive: true, force: true });
  renameSync(outdir, final);
}

function dropAssets(outdir: string): void {
  for (const asset of readdirSync(outdir)) {
    if (asset.startsWith('asset.')) rmSync(path.join(outdir, asset), { recursive: true });
  }
}

/** Shares the variants out among one process a core: loading aws-cdk-lib costs more than one variant does. */
async function synthesizeAll(names: readonly string[], key: string): Promise<void> {
  const processes = Math.min(availableParallelism(), names.length);
  const shares = Array.from({ length: processes }, (_, at) => names.filter((__, index) => index % processes === at));
  await Promise.all(shares.map((share) => child(['--here', key, ...share])));
}

function child(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, ['--import', 'tsx', __filename, ...args], {
      cwd: root,
      // The findings, printed on stderr, are the tests' to print.
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    const said: Buffer[] = [];
    running.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    running.on('error', reject);
    running.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`synthesizing ended with ${String(code)}: ${Buffer.concat(said).toString()}`));
    });
  });
}

/** Holds a folder as a lock: a second gate in the same checkout waits, for at most ten minutes, then takes it over. */
async function locked(work: () => Promise<void>): Promise<void> {
  const lock = path.join(variantsFolder, '.lock');
  mkdirSync(variantsFolder, { recursive: true });
  for (let attempts = 0; !taken(lock); attempts += 1) {
    if (attempts > 1200) rmSync(lock, { recursive: true, force: true });
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function main(args: readonly string[]): Promise<void> {
  const [first, key, ...share] = args;
  if (first === '--here' && key !== undefined) {
    for (const name of share) synthesize(name, key);
    // A finding sets the exit code.
    process.exitCode = 0;
    return;
  }
  const wanted = args.length > 0 ? args : storeVariants.map((each) => each.variant.name);
  await locked(async () => {
    const current = sourcesKey();
    const stale = wanted.filter((name) => !isFresh(name, current));
    await synthesizeAll(stale, current);
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
