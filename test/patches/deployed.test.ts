import { applyPatchSettings } from '../../lambdas/apply-patch/settings';
import { parseEvent as parseProbe } from '../../lambdas/probe-shop/event';
import { parseEvent as parseProof } from '../../lambdas/verify-patches/event';
import { Resolver } from '../iam/resolve';
import { templatesOf } from '../support/assembly';

const variants = ['shop-use1-zone', 'solo-try-euc1-ext', 'smtp', 'offsite-off', 'apex'];

beforeAll(() => {
  templatesOf(variants);
}, 600_000);

/** Properties of the only resource of a type in the operations stack, as CloudFormation would fill them in. */
function deployed(variant: string, type: string, idStart: string): Record<string, unknown> {
  const templates = templatesOf([variant]);
  const within = templates.find(({ template }) => template.stack === 'operations');
  if (within === undefined) throw new Error(`${variant} has no operations stack`);
  const { Properties } = within.template.one(type, idStart);
  return new Resolver(templates).resolve(Properties, within) as Record<string, unknown>;
}

const scheduled = (variant: string, idStart: string): unknown =>
  JSON.parse((deployed(variant, 'AWS::Scheduler::Schedule', idStart).Target as { Input: string }).Input);

/** What the deployed machine hands a state's function, as far as it is fixed. */
function handed(variant: string, state: string): Record<string, unknown> {
  const { DefinitionString } = deployed(variant, 'AWS::StepFunctions::StateMachine', 'PatchesRunMachine');
  const { States } = JSON.parse(String(DefinitionString)) as {
    States: Record<string, { Parameters?: Record<string, unknown> } | undefined>;
  };
  const given = States[state]?.Parameters ?? {};
  return Object.fromEntries(Object.entries(given).filter(([name]) => !name.endsWith('.$')));
}

describe.each(variants)('of %s', (variant) => {
  test('the function that applies patches starts with the environment it is deployed with', () => {
    const { Environment } = deployed(variant, 'AWS::Lambda::Function', 'PatchesFunctionsApply');
    const { Variables } = Environment as { Variables: Record<string, string> };
    const settings = applyPatchSettings(Variables);
    const { StateMachineName } = deployed(variant, 'AWS::StepFunctions::StateMachine', 'PatchesRunMachine');
    expect(settings.machineArn.endsWith(`:stateMachine:${String(StateMachineName)}`)).toBe(true);
    expect(settings.refreshAlarms).toHaveLength(variant === 'apex' ? 4 : 3);
    expect(settings.toleratedAlarms).toHaveLength(1);
    // AWS: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    expect(JSON.stringify(Variables).length).toBeLessThan(4096);
  });

  test('the daily proof understands the event it is started with, and so does the one at a window’s end', () => {
    const daily = parseProof(scheduled(variant, 'PatchesDaily'));
    expect(daily.execution).toBeUndefined();
    expect(parseProof({ ...handed(variant, 'Verify'), execution: 'one' }).expected).toEqual(daily.expected);
  });

  test('the probe understands what a window hands it', () => {
    const { expected, mode } = parseProbe(handed(variant, 'ProbeBefore'));
    expect(mode).toBe('window');
    expect(expected.doors.shop.host).toBe('shop.example.com');
  });
});

test('the probe of an open shop understands both its clocks', () => {
  expect(parseProbe(scheduled('apex', 'ProbesWatchFiveMinutes')).mode).toBe('watch');
  expect(parseProbe(scheduled('apex', 'ProbesWatchDaily')).mode).toBe('daily');
});
