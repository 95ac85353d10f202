import { evidenceIn } from '../evidence-store/aws-evidence';
import { AwsStackOutputs } from '../evidence-store/aws-stack-outputs';
import { runExecution } from '../execution/run-execution';
import { storeOf } from '../store-argument';
import { checkShow, type PatchOptions, planOf } from './patch-store';
import { exitCodeOf, newestProof, oldness, proofText } from './show-proof';

/**
 * Opens a patch window of a store on AWS, or takes up one that runs, and follows it to its verdict; or prints the newest proof.
 *
 * @param argument a store's name, or its file
 * @returns exit code: 0 passed, 1 anything else, a proof that is old among it
 * @throws CommandError when it cannot be started or looked at; with 130 when the person stopped following
 */
export async function runPatch(argument: string, options: PatchOptions): Promise<number> {
  if (options.show === true) return show(argument, options);
  const kind = {
    noun: 'patch',
    deploy: 'its operations stack',
    runbook: 'patch-failed',
    // The window's state holds verdicts of its probes and proof as well.
    marked: 'outcome',
    follow: `storefort patch ${argument} --follow`,
  };
  return runExecution(planOf(storeOf(argument), options, new Date()), kind, options);
}

async function show(argument: string, options: PatchOptions): Promise<number> {
  checkShow(options);
  const outputs = new AwsStackOutputs();
  const proof = await newestProof(storeOf(argument), { outputs, evidenceIn, now: () => new Date() });
  const now = new Date();
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(proof)}\n`);
    const old = oldness(proof, now);
    if (old !== undefined) process.stderr.write(`${old}\n`);
  } else process.stdout.write(proofText(proof, now));
  return exitCodeOf(proof, now);
}
