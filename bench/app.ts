/**
 * One measured run, in its own process: `tsx bench/app.ts floor` or `tsx bench/app.ts <folder of store files> [store]`.
 * Prints its peak memory in MiB.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, CfnWaitConditionHandle, type IPolicyValidationPlugin, Stack, Validations } from 'aws-cdk-lib';
import cdkJson from '../cdk.json';
import { rulePacks, storefortApp } from '../lib/app';
import { loadStores, storeFiles } from '../lib/config/load';

const [what = 'floor', chosen] = process.argv.slice(2);
const outdir = mkdtempSync(path.join(tmpdir(), 'storefort-bench-'));

/** What any CDK app costs that is held against the same rules. */
function emptyApp(): App {
  const app = new App({ outdir, context: cdkJson.context, analyticsReporting: false });
  const stack = new Stack(app, 'Empty', { env: { account: '111122223333', region: 'us-east-1' } });
  // CloudFormation refuses a template without a resource; this one costs and does nothing.
  new CfnWaitConditionHandle(stack, 'Nothing');
  Validations.of(app).addPlugins(...rulePacks.map((Pack): IPolicyValidationPlugin => new Pack(app)));
  return app;
}

function stores(): App {
  const all = loadStores(storeFiles(what));
  return storefortApp({ stores: all.filter((store) => chosen === undefined || store.name === chosen), outdir });
}

try {
  (what === 'floor' ? emptyApp() : stores()).synth();
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
process.stdout.write(`${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
