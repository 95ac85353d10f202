import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { SynthesizedTemplate } from '../support/assembly';
import type { Resource, StackName } from '../support/template';
import { arnOf, Resolver } from './resolve';

/** What somebody asks AWS for. */
export interface Request {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request. TLS 1.3 from the store's account, unless said otherwise. */
  readonly context?: Readonly<Record<string, string | string[]>>;
  /** Identity policies of somebody who is no role of the templates, such as an administrator. @default - the role's own */
  readonly identity?: readonly unknown[];
  /** ARN of the resource whose policy decides. @default - the resource itself, or its bucket */
  readonly governedBy?: string;
}

interface Policy {
  readonly name: string;
  readonly policy: unknown;
}

/** One variant's roles and the policies of its resources, with every reference resolved, for an evaluator that needs no account. */
export class World {
  private readonly resolver: Resolver;
  private readonly resourcePolicies: Map<string, unknown>;

  /** @param templates all of one variant */
  constructor(private readonly templates: readonly SynthesizedTemplate[]) {
    this.resolver = new Resolver(templates);
    this.resourcePolicies = new Map(templates.flatMap((each) => this.policiesOfResources(each)));
  }

  get store(): string {
    return this.stack('network').template.variant.name;
  }

  get region(): string {
    return this.stack('network').region;
  }

  get account(): string {
    return this.stack('network').account;
  }

  get mail(): 'ses' | 'smtp' {
    return this.stack('network').template.variant.mail;
  }

  /** RDS makes and keeps the master's secret itself. */
  get masterSecret(): string {
    const data = this.stack('data');
    const { id } = data.template.one('AWS::RDS::DBInstance');
    return String(this.resolver.resolve({ 'Fn::GetAtt': [id, 'MasterUserSecret.SecretArn'] }, data));
  }

  /** What `Ref` gives for the only resource of a type. */
  name(stack: StackName, type: string): string {
    const within = this.stack(stack);
    return String(this.resolver.resolve({ Ref: within.template.one(type).id }, within));
  }

  /** ARN of the only resource of a type whose logical id starts so. */
  arn(stack: StackName, type: string, idStart = ''): string {
    const within = this.stack(stack);
    return arnOf(within, within.template.one(type, idStart).id);
  }

  has(stack: StackName, type: string, idStart = ''): boolean {
    const within = this.templates.find(({ template }) => template.stack === stack);
    return within?.template.resources(type).some(({ id }) => id.startsWith(idStart)) ?? false;
  }

  /** All roles, as `stack/logical id`. */
  roles(): { readonly stack: StackName; readonly id: string }[] {
    return this.templates.flatMap(({ template }) =>
      template.resources('AWS::IAM::Role').map(({ id }) => ({ stack: template.stack, id })),
    );
  }

  /** Whether a role, or somebody of another account or a service, gets what is asked. */
  async allows(request: Request): Promise<boolean> {
    const answer = await runSimulation(
      {
        request: {
          principal: request.principal,
          action: request.action,
          resource: { resource: request.resource, accountId: this.account },
          contextVariables: known({ ...this.usualContext(request.principal), ...request.context }),
        },
        identityPolicies:
          request.identity?.map((policy, at) => ({ name: `given${at}`, policy })) ??
          this.identityPolicies(request.principal),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        resourcePolicy: this.policyOf(request.governedBy ?? request.resource),
      },
      {},
    );
    if (answer.resultType === 'error') {
      throw new Error(`${request.action} on ${request.resource}: ${JSON.stringify(answer.errors)}`);
    }
    return answer.overallResult === 'Allowed';
  }

  /** Who may assume a role, as written. */
  trust(stack: StackName, id: string): unknown {
    const within = this.stack(stack);
    const role = within.template.one('AWS::IAM::Role', id);
    return this.resolver.resolve(role.Properties.AssumeRolePolicyDocument, within);
  }

  private usualContext(principal: string): Record<string, string> {
    const secure = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
    if (!principal.startsWith('arn:')) return { ...secure, 'aws:PrincipalIsAWSService': 'true' };
    return { ...secure, 'aws:PrincipalAccount': principal.split(':')[4] ?? '', 'aws:PrincipalArn': principal };
  }

  private stack(name: StackName): SynthesizedTemplate {
    const found = this.templates.find(({ template }) => template.stack === name);
    if (found === undefined) throw new Error(`this variant has no stack ${name}`);
    return found;
  }

  private identityPolicies(principal: string): Policy[] {
    return this.templates.flatMap((within) =>
      within.template
        .resources('AWS::IAM::Role')
        .filter(({ id }) => arnOf(within, id) === principal)
        .flatMap((role) => this.policiesOfRole(within, role)),
    );
  }

  private policiesOfRole(within: SynthesizedTemplate, role: Resource): Policy[] {
    const apart = [
      ...within.template.resources('AWS::IAM::Policy'),
      ...within.template.resources('AWS::IAM::ManagedPolicy'),
    ];
    const attached = apart.filter(
      ({ id, Properties }) => refersTo(Properties.Roles, role.id) || refersTo(role.Properties.ManagedPolicyArns, id),
    );
    const inline = (role.Properties.Policies ?? []) as { PolicyName: string; PolicyDocument: unknown }[];
    return [
      ...attached.map(({ id, Properties }) => ({ name: id, policy: Properties.PolicyDocument as unknown })),
      ...inline.map((each) => ({ name: each.PolicyName, policy: each.PolicyDocument })),
    ].map(({ name, policy }) => ({ name, policy: known(this.resolver.resolve(policy, within)) }));
  }

  private policiesOfResources(within: SynthesizedTemplate): [string, unknown][] {
    return Object.entries(policyProperties).flatMap(([type, { property, subject }]) =>
      within.template.resources(type).flatMap((each): [string, unknown][] => {
        const policy = known(this.resolver.resolve(each.Properties[property], within));
        if (policy === undefined) return [];
        const reference = subject === undefined ? undefined : (each.Properties[subject] as unknown);
        const subjects =
          reference === undefined
            ? [arnOf(within, each.id)]
            : [reference].flat().map((one) => this.subjectArn(one, within));
        return subjects.map((arn) => [arn, policy]);
      }),
    );
  }

  private subjectArn(reference: unknown, within: SynthesizedTemplate): string {
    const id = (reference as { Ref?: string }).Ref;
    return id === undefined ? String(this.resolver.resolve(reference, within)) : arnOf(within, id);
  }

  /** An object's policy is its bucket's. */
  private policyOf(arn: string): unknown {
    const owner = [...this.resourcePolicies.keys()].find(
      (each) => arn === each || (each.startsWith('arn:aws:s3:') && arn.startsWith(`${each}/`)),
    );
    return owner === undefined ? undefined : this.resourcePolicies.get(owner);
  }
}

const policyProperties: Readonly<Record<string, { readonly property: string; readonly subject?: string }>> = {
  'AWS::Backup::BackupVault': { property: 'AccessPolicy' },
  'AWS::EFS::FileSystem': { property: 'FileSystemPolicy' },
  'AWS::KMS::Key': { property: 'KeyPolicy' },
  'AWS::S3::BucketPolicy': { property: 'PolicyDocument', subject: 'Bucket' },
  'AWS::SNS::TopicPolicy': { property: 'PolicyDocument', subject: 'Topics' },
  'AWS::SecretsManager::ResourcePolicy': { property: 'ResourcePolicy', subject: 'SecretId' },
};

/**
 * The evaluator knows condition keys with a name in them only where a slash stands before it, not `kms:EncryptionContext:<name>`:
 * in policies and requests alike that becomes a key that it does know, so that it is compared and not dropped.
 */
function known<T>(json: T): T {
  if (json === undefined) return json;
  const text = JSON.stringify(json).replace(
    /"kms:EncryptionContext:([^"]+)"/g,
    (_, name: string) => `"aws:PrincipalTag/EncryptionContext.${name.replaceAll(':', '.')}"`,
  );
  return JSON.parse(text) as T;
}

function refersTo(list: unknown, id: string): boolean {
  return ((list ?? []) as { Ref?: string }[]).some((each) => each.Ref === id);
}
