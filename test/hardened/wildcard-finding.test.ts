import { App, CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { asFound } from '../../lib/hardened/wildcard-finding';

function stacks(strength: ReferenceStrength) {
  const app = new App();
  const data = new Stack(app, 'Data', { stackName: 'acme-data', env: { region: 'us-east-1' } });
  const reader = new Stack(app, 'Reader', { env: { region: 'us-east-1' } });
  CrossStackReferences.of(reader).consume(strength);
  return { data, reader, bucket: new Bucket(data, 'Evidence') };
}

test('writes an own resource by its logical id', () => {
  const { data, bucket } = stacks(ReferenceStrength.STRONG);
  expect(asFound(data, `${bucket.bucketArn}/acme/*`)).toMatch(/^<Evidence[0-9A-F]{8}\.Arn>\/acme\/\*$/);
  expect(asFound(data, `${bucket.bucketName}/*`)).toMatch(/^<Evidence[0-9A-F]{8}>\/\*$/);
});

test('writes what is read strongly as the export that carries it', () => {
  const { data, reader, bucket } = stacks(ReferenceStrength.STRONG);
  const found = asFound(reader, `${bucket.bucketArn}/acme/*`);
  expect(found).toMatch(/^acme-data:ExportsOutputFnGetAttEvidence[0-9A-F]{8}Arn[0-9A-F]{8}\/acme\/\*$/);
  expect(data.node.tryFindChild('Exports')?.node.children).toHaveLength(1);
});

test('writes what is read weakly as the output that carries it, made once', () => {
  const { data, reader, bucket } = stacks(ReferenceStrength.WEAK);
  const first = asFound(reader, `${bucket.bucketArn}/one/*`);
  expect(first).toMatch(
    /^\{"Fn::GetStackOutput":\{"StackName":"acme-data","Region":"us-east-1","OutputName":"PublishOutputFnGetAttEvidence[0-9A-F]{8}Arn[0-9A-F]{8}"\}\}\/one\/\*$/,
  );
  expect(asFound(reader, `${bucket.bucketArn}/two/*`)).toBe(first.replace('/one/*', '/two/*'));
  expect(data.node.findChild('Publish').node.children).toHaveLength(1);
});

test('takes what is written out as it is', () => {
  const { reader } = stacks(ReferenceStrength.STRONG);
  expect(asFound(reader, 'Resource::arn:aws:s3:::acme-exports/*')).toBe('Resource::arn:aws:s3:::acme-exports/*');
});
