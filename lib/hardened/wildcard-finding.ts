import { CfnOutput, type IResolvable, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';

/** Context key by which a stack says how it reads others: see `StoreStack` and `readAcrossRegions`. */
const strengthKey = '@aws-cdk/core:defaultCrossStackReferences';

/**
 * A resource as the rule packs write it in a finding about a wildcard, to be acknowledged before the CDK has resolved it: an own
 * resource as `<Id.Arn>`, one of another stack as the name of the export or as the output that carries it. Both are made here as the
 * CDK makes them when it prepares the app, which then finds and uses them.
 *
 * @param consumer whose policy names it
 * @param text such as an ARN with `/acme/*` behind it
 */
export function asFound(consumer: IConstruct, text: string): string {
  const reader = Stack.of(consumer);
  const written = Tokenization.reverseString(text).mapTokens({ mapToken: (token) => inFinding(reader, token) });
  return String(written.join({ join: (left: string, right: string) => `${left}${right}` }));
}

function inFinding(reader: Stack, token: IResolvable): string {
  if (!Reference.isReference(token)) return JSON.stringify(reader.resolve(token));
  const producer = Stack.of(token.target);
  if (producer === reader) return ownResource(reader.resolve(token) as OwnReference);
  if (reader.node.tryGetContext(strengthKey) === 'weak') return outputCarrying(token, producer);
  return (producer.resolve(producer.exportValue(token)) as { 'Fn::ImportValue': string })['Fn::ImportValue'];
}

interface OwnReference {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly [id: string, attribute: string];
}

function ownResource(reference: OwnReference): string {
  return `<${reference.Ref ?? (reference['Fn::GetAtt'] ?? []).join('.')}>`;
}

function outputCarrying(reference: Reference, producer: Stack): string {
  const scope = producer.node.tryFindChild('Publish') ?? new Construct(producer, 'Publish');
  const id = `Output${JSON.stringify(producer.resolve(reference))}`;
  const output =
    (scope.node.tryFindChild(id) as CfnOutput | undefined) ?? new CfnOutput(scope, id, { value: reference.toString() });
  const { stackName, region } = producer;
  const OutputName = producer.resolve(output.logicalId) as string;
  return JSON.stringify({ 'Fn::GetStackOutput': { StackName: stackName, Region: region, OutputName } });
}
