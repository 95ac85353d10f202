import type { Plan } from '../../../cli/plan/plan';
import { run } from '../../bin/run';

jest.setTimeout(180_000);

/** The processes of a plan load this before anything of ours: what is under test stays as it is. */
const mistaken = { NODE_OPTIONS: `--require ${require.resolve('./opened-bucket.cjs')}` };

test('a finding of a rule pack comes through to the reader, and to the exit code', async () => {
  const { code, stdout } = await run('storefort.ts', ['plan', 'stores/example.yaml'], { env: mistaken });
  expect(stdout).toMatch(/^ +NIST\.800\.53\.R5 +failed/m);
  expect(stdout).toMatch(/^ +AwsSolutions +passed/m);
  expect(stdout).toContain('S3BucketPublicReadProhibited');
  expect(stdout).toMatch(/^ +example\/Offsite\/Exports\/Bucket\/Resource$/m);
  expect(code).toBe(1);
});

test('the same as JSON, with the rule and the place', async () => {
  const { code, stdout } = await run('storefort.ts', ['plan', '--json', 'stores/example.yaml'], { env: mistaken });
  expect(code).toBe(1);
  const { verdict, plans } = JSON.parse(stdout) as { verdict: string; plans: Plan[] };
  expect([verdict, ...plans.map((plan) => plan.verdict)]).toEqual(['fail', 'fail']);
  const failed = plans.flatMap(({ packs }) => packs.filter(({ passed }) => !passed));
  expect(failed.map(({ pack }) => pack)).toEqual(['NIST.800.53.R5', 'PCI.DSS.321']);
  for (const { failures } of failed) {
    expect(failures.map(({ rule }) => rule)).toContainEqual(expect.stringContaining('S3BucketPublicReadProhibited'));
    for (const { at } of failures) expect(at).toEqual(['example/Offsite/Exports/Bucket/Resource']);
  }
});
