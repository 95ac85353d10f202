import { App, Stack } from 'aws-cdk-lib';
import { acknowledge, acknowledgementMetadata } from '../../lib/hardened/acknowledge';

const why = {
  reason: 'the load balancer’s log delivery cannot write where a customer key encrypts',
  owner: 'engineer',
  reviewBy: '2027-01-01',
};

function aConstruct(): Stack {
  return new Stack(new App(), 'Stack');
}

test('records every id with its reason, owner and date', () => {
  const construct = aConstruct();
  acknowledge(construct, ['AwsSolutions::AwsSolutions-S1', 'PCI.DSS.321::PCI.DSS.321-S3BucketLoggingEnabled'], why);
  const recorded = construct.node.metadata
    .filter(({ type }) => type === acknowledgementMetadata)
    .map(({ data }) => data as unknown);
  expect(recorded).toEqual([
    { id: 'AwsSolutions::AwsSolutions-S1', ...why },
    { id: 'PCI.DSS.321::PCI.DSS.321-S3BucketLoggingEnabled', ...why },
  ]);
});

test.each([
  ['a bare id, which would silence without a record', 'AwsSolutions-S1', {}, 'has no pack prefix'],
  ['a short reason', 'AwsSolutions::AwsSolutions-S1', { reason: 'not needed here' }, 'at least 40 characters'],
  ['a date of another form', 'AwsSolutions::AwsSolutions-S1', { reviewBy: '1 May 2027' }, 'must be YYYY-MM-DD'],
])('refuses %s', (_, id, changes, message) => {
  expect(() => {
    acknowledge(aConstruct(), id, { ...why, ...changes });
  }).toThrow(message);
});
