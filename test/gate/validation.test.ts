import { templatesOf } from '../support/assembly';
import { type Finding, reportsOf, saying } from '../support/validation-report';
import { storeVariants } from '../support/variants';

const validated = storeVariants.filter((each) => each.validated).map(({ variant }) => variant.name);

beforeAll(() => {
  templatesOf(validated);
}, 600_000);

/**
 * `ServiceTimeout` of a custom resource is a text by its documentation and by what CDK writes; the validation wants a number.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-customresource.html
 */
function isTimeoutText(finding: Finding): boolean {
  return (
    finding.ruleName === 'W9003' &&
    finding.violatingConstructs.every(({ cloudFormationResource }) =>
      cloudFormationResource?.propertyPaths?.every((each) => each === 'Properties.ServiceTimeout'),
    )
  );
}

test.each(validated)('aws-cdk-lib’s own validation looked at %s and has nothing to say', (name) => {
  const own = reportsOf(name).filter(({ pluginName }) => pluginName === 'CloudFormation Validate');
  expect(own).toHaveLength(1);
  const open = own.flatMap(({ violations }) => violations.filter((each) => !isTimeoutText(each)));
  expect(open.map(saying)).toEqual([]);
});

test('every size is among the variants it looked at, kept and on trial', () => {
  const chosen = storeVariants.filter((each) => each.validated).map(({ variant }) => variant);
  expect(new Set(chosen.map(({ size }) => size))).toEqual(new Set(['solo', 'shop', 'surge']));
  expect(new Set(chosen.map(({ trial }) => trial))).toEqual(new Set([true, false]));
});
