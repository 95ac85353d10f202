import { App, CfnOutput } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../cdk.json';
import { HardenedKey } from '../../lib/hardened/hardened-key';
import { acrossRegions, StoreStack } from '../../lib/hardened/store-stack';
import { aStore } from '../support/stores';

function anApp(): App {
  return new App({ context: cdkJson.context });
}

test.each([
  [true, false, true],
  [false, false, false],
  [true, true, false],
])('stateful %s, trial %s: protected from deletion %s', (stateful, trial, expected) => {
  const stack = new StoreStack(anApp(), 'Data', {
    store: aStore({ trial }),
    region: 'us-east-1',
    description: 'd',
    stateful,
  });
  expect(stack.terminationProtection).toBe(expected);
  expect(stack.stackName).toBe('acme-data');
});

test('tags what it holds with the store, its generation and the owner’s tags', () => {
  const store = aStore({ tags: { owner: 'acme ltd' }, generation: 3 });
  const stack = new StoreStack(anApp(), 'Data', { store, region: 'us-east-1', description: 'd', stateful: true });
  new HardenedKey(stack, 'Key', { store, alias: 'a', description: 'd' });
  Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
    Tags: [
      { Key: 'owner', Value: 'acme ltd' },
      { Key: 'storefort:generation', Value: '3' },
      { Key: 'storefort:store', Value: 'acme' },
    ],
  });
});

test('reads other regions without helper functions, and holds on to what it reads in its own', () => {
  const app = anApp();
  const store = aStore();
  const stackIn = (id: string, region: 'us-east-1' | 'us-west-2'): StoreStack =>
    new StoreStack(app, id, { store, region, description: 'd', stateful: true });
  const far = new HardenedKey(stackIn('Far', 'us-west-2'), 'Key', { store, alias: 'far', description: 'd' });
  const near = new HardenedKey(stackIn('Near', 'us-east-1'), 'Key', { store, alias: 'near', description: 'd' });
  acrossRegions(far);
  const reader = stackIn('Reader', 'us-east-1');
  new CfnOutput(reader, 'FarKey', { value: far.keyArn });
  new CfnOutput(reader, 'NearKey', { value: near.keyArn });
  const template = Template.fromStack(reader).toJSON() as {
    Outputs: Record<string, { Value: unknown }>;
    Resources?: object;
  };
  expect(template.Outputs.FarKey?.Value).toMatchObject({
    'Fn::GetStackOutput': { StackName: 'acme-far', Region: 'us-west-2' },
  });
  expect(template.Outputs.NearKey?.Value).toMatchObject({
    'Fn::ImportValue': expect.stringContaining('acme-near:') as string,
  });
  expect(template.Resources).toBeUndefined();
});
