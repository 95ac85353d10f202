import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { StoreFileError } from '../../lib/config/errors';
import { loadStores, storeFiles } from '../../lib/config/load';
import type { StoreConfig } from '../../lib/config/schema';
import { exitCodes } from '../exit-codes';
import { interruptible } from '../interruption';
import { counted } from '../terminal/layout';
import { Progress } from '../terminal/progress';
import { readAssembly } from './assembly';
import { type Plan, planOf } from './plan';
import { renderJson, renderProblemsAsJson } from './render-json';
import { renderText } from './render-text';
import { synthesize } from './synthesize';
import { reportSchema } from './verdicts';

/**
 * Plans these store files and prints the result on stdout.
 * @returns 0, or 1 when a rule pack has findings or a store file has errors
 */
export async function runPlan(files: readonly string[], { json }: { json: boolean }): Promise<number> {
  const loaded = load([...new Set(files)]);
  if (loaded instanceof StoreFileError) {
    if (json) process.stdout.write(renderProblemsAsJson(loaded.problems));
    else process.stderr.write(`${loaded.message}\n`);
    return exitCodes.findings;
  }
  const plans = await interruptible((signal) => plansOf(loaded, signal));
  process.stdout.write(json ? renderJson(plans) : renderText(plans));
  return plans.every(({ verdict }) => verdict === 'pass') ? exitCodes.ok : exitCodes.findings;
}

interface Loaded {
  readonly stores: readonly StoreConfig[];
  readonly known: readonly StoreConfig[];
}

/** The stores named, and their neighbours in the same folders as far as these load: accounts are shared with them. */
function load(files: readonly string[]): Loaded | StoreFileError {
  try {
    const stores = loadStores(files);
    const named = new Set(files.map((file) => path.resolve(file)));
    const folders = new Set(files.map((file) => path.dirname(file)));
    const neighbours = [...folders].flatMap(storeFiles).filter((file) => !named.has(path.resolve(file)) && loads(file));
    return { stores, known: loadStores([...files, ...neighbours]) };
  } catch (error) {
    if (error instanceof StoreFileError) return error;
    throw error;
  }
}

function loads(file: string): boolean {
  try {
    loadStores([file]);
    return true;
  } catch (error) {
    if (error instanceof StoreFileError) return false;
    throw error;
  }
}

async function plansOf({ stores, known }: Loaded, signal: AbortSignal): Promise<Plan[]> {
  const outdir = mkdtempSync(path.join(os.tmpdir(), 'storefort-plan-'));
  const progress = new Progress();
  progress.step(`synthesizing ${counted(stores.length, 'store')} and holding it against the rule packs`);
  try {
    const packs = await synthesize({ stores, knownStores: known, outdir }, signal);
    const stacks = readAssembly(outdir);
    const report = readReport(outdir);
    const today = new Date().toISOString().slice(0, 10);
    return stores.map((store) => planOf({ store, known, stacks, report, packs, today }));
  } finally {
    progress.done();
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** aws-cdk-lib always writes its report: without one nothing was judged, and that is no pass. */
function readReport(outdir: string) {
  return reportSchema.parse(JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8')));
}
