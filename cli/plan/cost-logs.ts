import type { PlannedResource, PlannedStack } from './assembly';
import type { Purchase } from './purchase';
import { list, map } from './property';
import { prices } from './prices';

const busyGiB = 0.25;
const quietGiB = 0.01;
/** https://aws.amazon.com/cloudwatch/pricing/: a custom metric is billed for the hours in which it gets a value. */
const matchingShare = 0.1;

/**
 * What logs cost. Functions and state machines write at deploys, nightly, or for a drill, and nothing moves in a network that leads
 * nowhere: cents, where hosts and doors write all day.
 */
export function logParts(stack: PlannedStack): Purchase[] {
  const groups = stack.resources.filter(({ type }) => type === 'AWS::Logs::LogGroup');
  const seldom = seldomWritten(stack);
  return groups.map(({ logicalId }) => {
    const quiet = seldom.some((text) => text.includes(`"${logicalId}"`));
    return {
      item: 'log ingestion',
      quantity: quiet ? quietGiB : busyGiB,
      price: prices.logIngestion,
      assumption: quiet ? `of functions and drills, assumed ${quietGiB} GiB each` : `assumed ${busyGiB} GiB each`,
    };
  });
}

/** Where the stack says which log groups what runs seldom writes to. */
function seldomWritten({ resources }: PlannedStack): string[] {
  const leadsOut = resources.some(
    ({ type }) => type === 'AWS::EC2::NatGateway' || type === 'AWS::EC2::InternetGateway',
  );
  return resources.flatMap(({ type, properties }) => {
    if (type === 'AWS::Lambda::Function') return [JSON.stringify(map(properties, 'LoggingConfig'))];
    if (type === 'AWS::StepFunctions::StateMachine') return [JSON.stringify(map(properties, 'LoggingConfiguration'))];
    return type === 'AWS::EC2::FlowLog' && !leadsOut ? [JSON.stringify(properties)] : [];
  });
}

/** A filter without a default value makes its metric only in hours in which a line matches. */
export function filterParts({ properties }: PlannedResource): Purchase[] {
  return list(properties, 'MetricTransformations').map((transformation) => {
    const always = 'DefaultValue' in transformation;
    return {
      item: 'metric from a log filter',
      quantity: always ? 1 : matchingShare,
      price: prices.customMetric,
      assumption: always ? 'reporting all month' : 'a line matches in one hour of ten',
    };
  });
}
