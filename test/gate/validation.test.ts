import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { storefortApp } from '../../lib/app';
import { templatesOf } from '../support/assembly';
import { reportsIn, reportsOf, saying } from '../support/validation-report';
import { storeVariants } from '../support/variants';

const validated = storeVariants.filter((each) => each.validated).map(({ variant }) => variant.name);

const validation = 'CloudFormation Validate';

beforeAll(() => {
  templatesOf(validated);
}, 600_000);

test.each(validated)('aws-cdk-lib’s own validation looked at %s and has nothing to say', (name) => {
  // A pack with nothing to say is not in the report: that it does speak is the next test's.
  const own = reportsOf(name).filter(({ pluginName }) => pluginName === validation);
  expect(own.flatMap(({ violations }) => violations).map(saying)).toEqual([]);
});

test('it speaks, as an error, when a template of the app is wrong', () => {
  const outdir = mkdtempSync(path.join(os.tmpdir(), 'storefort-test-'));
  process.env.CDK_VALIDATION = 'true';
  try {
    const app = storefortApp({ stores: [], outdir });
    new CfnResource(new Stack(app, 'Wrong'), 'Topic', { type: 'AWS::SNS::Topic', properties: { TopicNme: 'acme' } });
    expect(() => app.synth()).toThrow(validation);
    const own = reportsIn(outdir).filter(({ pluginName }) => pluginName === validation);
    expect(own.flatMap(({ violations }) => violations).map(saying)).toEqual([expect.stringContaining('TopicNme')]);
  } finally {
    process.env.CDK_VALIDATION = 'false';
    rmSync(outdir, { recursive: true });
  }
});

test('every size is among the variants it looked at, kept and on trial', () => {
  const chosen = storeVariants.filter((each) => each.validated).map(({ variant }) => variant);
  expect(new Set(chosen.map(({ size }) => size))).toEqual(new Set(['solo', 'shop', 'surge']));
  expect(new Set(chosen.map(({ trial }) => trial))).toEqual(new Set([true, false]));
});
