import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsManagedServices } from '../../../lambdas/verify-patches/aws-managed-services';

const aws = { acm: mockClient(ACMClient), lambda: mockClient(LambdaClient), stacks: mockClient(CloudFormationClient) };
const named = (name: string) => Object.assign(new Error('said AWS'), { name });
/** Regions that a client was made for, in order. */
let regions: string[] = [];

function services(region = 'eu-central-1', stacks: Readonly<Record<string, readonly string[]>> = {}) {
  const made = <T>(make: (region: string) => T) => {
    return (place: string) => {
      regions.push(place);
      return make(place);
    };
  };
  return new AwsManagedServices(
    {
      rds: new RDSClient({ region }),
      acm: made((place) => new ACMClient({ region: place })),
      lambda: made((place) => new LambdaClient({ region: place })),
      cloudFormation: made((place) => new CloudFormationClient({ region: place })),
    },
    { region, databaseIdentifier: 'acme-g1', stacks },
  );
}

beforeEach(() => {
  regions = [];
  for (const mock of Object.values(aws)) mock.reset();
});

describe('certificates', () => {
  const notAfter = new Date('2027-01-01T00:00:00Z');

  test('are those at home and where CloudFront reads them, whatever their keys, of all pages', async () => {
    aws.acm
      .on(ListCertificatesCommand)
      .resolves({ CertificateSummaryList: [] })
      .resolvesOnce({
        CertificateSummaryList: [
          {
            DomainName: 'shop.example',
            SubjectAlternativeNameSummaries: ['shop.example', 'www.shop.example'],
            Status: 'ISSUED',
            NotAfter: notAfter,
            InUse: true,
          },
        ],
      })
      .resolvesOnce({ CertificateSummaryList: [], NextToken: 'more' })
      .resolvesOnce({ CertificateSummaryList: [{ DomainName: 'old.example', Status: 'PENDING_VALIDATION' }] });
    const found = await services().certificates();
    expect(regions).toEqual(['eu-central-1', 'us-east-1']);
    expect(found).toEqual([
      {
        region: 'eu-central-1',
        names: ['shop.example', 'www.shop.example'],
        notAfter,
        status: 'ISSUED',
        inUse: true,
      },
      { region: 'us-east-1', names: ['old.example'], notAfter: undefined, status: 'PENDING_VALIDATION', inUse: false },
    ]);
    const asked = aws.acm.commandCalls(ListCertificatesCommand).map(({ args }) => args[0].input);
    expect(asked[0]?.Includes?.keyTypes).toEqual(
      expect.arrayContaining(['RSA_1024', 'RSA_2048', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1']),
    );
    expect(asked[2]?.NextToken).toBe('more');
  });

  test('are asked for once where home is where CloudFront reads them', async () => {
    aws.acm.on(ListCertificatesCommand).resolves({ CertificateSummaryList: [] });
    expect(await services('us-east-1').certificates()).toEqual([]);
    expect(regions).toEqual(['us-east-1']);
  });

  test('are unknown when one region does not answer, or one has no status', async () => {
    aws.acm.on(ListCertificatesCommand).resolvesOnce({ CertificateSummaryList: [] }).rejects(named('Throttled'));
    await expect(services().certificates()).rejects.toThrow('the certificates of us-east-1: Throttled');
    aws.acm.on(ListCertificatesCommand).resolves({ CertificateSummaryList: [{ DomainName: 'shop.example' }] });
    await expect(services().certificates()).rejects.toThrow('a certificate in eu-central-1 has no status');
  });
});

describe('functions', () => {
  const resource = (
    PhysicalResourceId: string | undefined,
    ResourceType = 'AWS::Lambda::Function',
    ResourceStatus = 'CREATE_COMPLETE',
  ) => ({ LogicalResourceId: 'Logical', PhysicalResourceId, ResourceType, ResourceStatus }) as never;
  const stack = (StackName: string, ...resources: never[]) =>
    aws.stacks.on(ListStackResourcesCommand, { StackName }).resolves({ StackResourceSummaries: resources });

  test('are those that the store’s stacks made, in each region, with their runtime', async () => {
    aws.stacks
      .on(ListStackResourcesCommand, { StackName: 'acme-data' })
      .resolvesOnce({ StackResourceSummaries: [resource('bucket', 'AWS::S3::Bucket')], NextToken: 'more' })
      .resolvesOnce({
        StackResourceSummaries: [resource('acme-data-Users'), resource('gone', undefined, 'DELETE_COMPLETE')],
      });
    stack('acme-host', resource('acme-host-Image'));
    stack('acme-edge', resource('acme-edge-Rules'));
    aws.lambda.on(ListFunctionsCommand).callsFake(({ Marker }: { Marker?: string }) => {
      const first = [{ FunctionName: 'acme-data-Users', Runtime: 'nodejs24.x' }, { FunctionName: 'stranger' }];
      const second = [{ FunctionName: 'acme-host-Image' }, { FunctionName: 'acme-edge-Rules', Runtime: 'nodejs22.x' }];
      return Marker === 'more' ? { Functions: second } : { Functions: first, NextMarker: 'more' };
    });
    const found = await services('eu-central-1', {
      'eu-central-1': ['acme-data', 'acme-host'],
      'us-east-1': ['acme-edge'],
    }).functions();
    expect([...found].sort((one, other) => one.name.localeCompare(other.name))).toEqual([
      { region: 'eu-central-1', name: 'acme-data-Users', runtime: 'nodejs24.x' },
      { region: 'us-east-1', name: 'acme-edge-Rules', runtime: 'nodejs22.x' },
      { region: 'eu-central-1', name: 'acme-host-Image', runtime: 'none' },
    ]);
    expect([...new Set(regions)].sort()).toEqual(['eu-central-1', 'us-east-1']);
  });

  test('are those of nested stacks too: the rotation of a secret comes in one', async () => {
    const nested = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/acme-data-Rotation-1ABC/0a1b';
    stack('acme-data', resource(nested, 'AWS::CloudFormation::Stack'), resource('acme-data-Users'));
    stack(nested, resource('SecretsManagerRotation'));
    aws.lambda.on(ListFunctionsCommand).resolves({
      Functions: [
        { FunctionName: 'acme-data-Users', Runtime: 'nodejs24.x' },
        { FunctionName: 'SecretsManagerRotation', Runtime: 'python3.9' },
      ],
    });
    const found = await services('eu-central-1', { 'eu-central-1': ['acme-data'] }).functions();
    expect([...found].sort((one, other) => one.name.localeCompare(other.name))).toEqual([
      { region: 'eu-central-1', name: 'acme-data-Users', runtime: 'nodejs24.x' },
      { region: 'eu-central-1', name: 'SecretsManagerRotation', runtime: 'python3.9' },
    ]);
    stack(nested, resource(undefined));
    await expect(services('eu-central-1', { 'eu-central-1': ['acme-data'] }).functions()).rejects.toThrow(
      'does not name its function Logical',
    );
    stack('acme-data', resource(undefined, 'AWS::CloudFormation::Stack'));
    await expect(services('eu-central-1', { 'eu-central-1': ['acme-data'] }).functions()).rejects.toThrow(
      'acme-data does not name its stack Logical',
    );
  });

  test('of nested stacks that are gone are none', async () => {
    stack('acme-data', resource('old', 'AWS::CloudFormation::Stack', 'DELETE_COMPLETE'));
    expect(await services('eu-central-1', { 'eu-central-1': ['acme-data'] }).functions()).toEqual([]);
  });

  test('of stacks without any are none, and Lambda is not asked', async () => {
    stack('acme-data', resource('bucket', 'AWS::S3::Bucket'));
    expect(await services('eu-central-1', { 'eu-central-1': ['acme-data'] }).functions()).toEqual([]);
    expect(aws.lambda.calls()).toHaveLength(0);
  });

  test('are unknown when a stack or Lambda does not answer, or one knows nothing of the other', async () => {
    const functions = () => services('eu-central-1', { 'eu-central-1': ['acme-data'] }).functions();
    aws.stacks.on(ListStackResourcesCommand).rejects(named('AccessDenied'));
    await expect(functions()).rejects.toThrow('the resources of acme-data in eu-central-1: AccessDenied');
    stack('acme-data', resource(undefined));
    await expect(functions()).rejects.toThrow('acme-data does not name its function Logical');
    stack('acme-data', resource('acme-data-Users'));
    aws.lambda.on(ListFunctionsCommand).resolvesOnce({ Functions: [] }).rejects(named('TooManyRequestsException'));
    await expect(functions()).rejects.toThrow('the function acme-data-Users is not in eu-central-1');
    await expect(functions()).rejects.toThrow('the functions of eu-central-1: TooManyRequestsException');
  });
});
