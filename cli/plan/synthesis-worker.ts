import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import { rulePacks, storefortApp } from '../../lib/app';
import { plainly } from '../plainly';
import type { SynthesisAnswer, SynthesisRequest } from './worker-protocol';

// The process that synthesizes for `storefort plan`: a synthesis holds its thread for seconds, in which the command line could
// neither show progress nor hear Ctrl-C.

process.once('message', (request: SynthesisRequest) => {
  process.send?.(synthesize(request), () => {
    process.disconnect();
  });
});

function synthesize(request: SynthesisRequest): SynthesisAnswer {
  try {
    const app = storefortApp(request);
    const packs = [...rulePacks.map((Pack) => new Pack(app).name), CloudFormationValidatePlugin.PLUGIN_NAME];
    try {
      app.synth();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ValidationFailed') throw error;
      // Findings: the report beside the assembly has them all, and the plan prints them.
    }
    return { kind: 'done', packs };
  } catch (error) {
    return { kind: 'failed', message: plainly(error) };
  }
}
