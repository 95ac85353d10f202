import { type ACMClient, type CertificateSummary, KeyAlgorithm, ListCertificatesCommand } from '@aws-sdk/client-acm';
import {
  type CloudFormationClient,
  ListStackResourcesCommand,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { type FunctionConfiguration, type LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import type { RDSClient } from '@aws-sdk/client-rds';
import { paged } from '../shared/paged';
import { readDatabase } from './aws-database';
import type { VerifyPatchesExpectations } from './contract';
import type { ManagedServices } from './ports';

/** CloudFront reads certificates there only. */
const viewerRegion = 'us-east-1';

type Certificate = Awaited<ReturnType<ManagedServices['certificates']>>[number];
type Runtime = Awaited<ReturnType<ManagedServices['functions']>>[number];

interface Clients {
  /** Of the home region. */
  readonly rds: RDSClient;
  readonly acm: (region: string) => ACMClient;
  readonly lambda: (region: string) => LambdaClient;
  readonly cloudFormation: (region: string) => CloudFormationClient;
}

/**
 * RDS, Certificate Manager and Lambda. Needs what `readDatabase` needs, `acm:ListCertificates`, `lambda:ListFunctions`, and
 * `cloudformation:ListStackResources` on the store's stacks and those nested in them.
 */
export class AwsManagedServices implements ManagedServices {
  constructor(
    private readonly clients: Clients,
    private readonly expected: Pick<VerifyPatchesExpectations, 'region' | 'databaseIdentifier' | 'stacks'>,
  ) {}

  database() {
    return readDatabase(this.clients.rds, this.expected.databaseIdentifier);
  }

  /** All of the account's, at home and where CloudFront reads them. */
  async certificates(): Promise<readonly Certificate[]> {
    const regions = [...new Set([this.expected.region, viewerRegion])];
    return (await Promise.all(regions.map((region) => this.certificatesOf(region)))).flat();
  }

  async functions(): Promise<readonly Runtime[]> {
    const regions = Object.entries(this.expected.stacks);
    return (await Promise.all(regions.map(([region, stacks]) => this.functionsOf(region, stacks)))).flat();
  }

  private async certificatesOf(region: string): Promise<readonly Certificate[]> {
    const client = this.clients.acm(region);
    const found = await paged(`the certificates of ${region}`, async (NextToken) => {
      const answer = await client.send(
        // Without the key types ACM lists those with RSA keys of up to 2,048 bits only.
        new ListCertificatesCommand({ Includes: { keyTypes: Object.values(KeyAlgorithm) }, NextToken }),
      );
      return { found: answer.CertificateSummaryList, next: answer.NextToken };
    });
    return found.map((summary) => certificate(region, summary));
  }

  /** CloudFormation says what they are called: it shortens the name of a stack, and other stores' may begin alike. */
  private async functionsOf(region: string, stacks: readonly string[]): Promise<readonly Runtime[]> {
    const lists = await Promise.all(stacks.map((stack) => this.functionNames(region, stack)));
    const names = lists.flat();
    if (names.length === 0) return [];
    const client = this.clients.lambda(region);
    const found = await paged(`the functions of ${region}`, async (Marker) => {
      const { Functions, NextMarker } = await client.send(new ListFunctionsCommand({ Marker }));
      return { found: Functions, next: NextMarker };
    });
    return names.map((name) => runtime(region, name, found));
  }

  private async functionNames(region: string, stack: string): Promise<readonly string[]> {
    const client = this.clients.cloudFormation(region);
    const resources = await paged(`the resources of ${stack} in ${region}`, async (NextToken) => {
      const answer = await client.send(new ListStackResourcesCommand({ StackName: stack, NextToken }));
      return { found: answer.StackResourceSummaries, next: answer.NextToken };
    });
    // Secrets Manager's rotation comes in a nested stack of its own.
    const nested = idsOf(resources, 'AWS::CloudFormation::Stack', `${stack} does not name its stack`);
    const ofNested = await Promise.all(nested.map((inner) => this.functionNames(region, inner)));
    return [...idsOf(resources, 'AWS::Lambda::Function', `${stack} does not name its function`), ...ofNested.flat()];
  }
}

/** Of the resources of a type that are still there. @throws Error when one is not named */
function idsOf(resources: readonly StackResourceSummary[], type: string, unnamed: string): readonly string[] {
  return resources
    .filter(({ ResourceType, ResourceStatus }) => ResourceType === type && ResourceStatus !== 'DELETE_COMPLETE')
    .map(({ PhysicalResourceId, LogicalResourceId }) => {
      if (PhysicalResourceId === undefined) throw new Error(`${unnamed} ${LogicalResourceId}`);
      return PhysicalResourceId;
    });
}

function certificate(region: string, summary: CertificateSummary): Certificate {
  const { DomainName, SubjectAlternativeNameSummaries = [], NotAfter, Status, InUse } = summary;
  if (Status === undefined) throw new Error(`a certificate in ${region} has no status`);
  const names = [DomainName, ...SubjectAlternativeNameSummaries].filter((name) => name !== undefined);
  return { region, names: [...new Set(names)], notAfter: NotAfter, status: Status, inUse: InUse === true };
}

/** A function of an image has no runtime that AWS would keep current. */
function runtime(region: string, name: string, found: readonly FunctionConfiguration[]): Runtime {
  const configuration = found.find(({ FunctionName }) => FunctionName === name);
  if (configuration === undefined) throw new Error(`the function ${name} is not in ${region}`);
  return { region, name, runtime: configuration.Runtime ?? 'none' };
}
