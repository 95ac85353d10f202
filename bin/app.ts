#!/usr/bin/env tsx
import path from 'node:path';
import { chosenStores, storeInContext } from '../cli/chosen-stores';
import { exitCodes } from '../cli/exit-codes';
import { plainly } from '../cli/plainly';
import { storefortApp } from '../lib/app';

// The CDK app: every file of `stores`, or with `-c store=NAME` one of them. Started by the CDK command line, see cdk.json.

try {
  const folder = path.resolve(__dirname, '../stores');
  storefortApp(chosenStores(folder, storeInContext(process.env.CDK_CONTEXT_JSON))).synth();
} catch (error) {
  process.stderr.write(`${plainly(error)}\n`);
  process.exitCode = exitCodes.findings;
}
