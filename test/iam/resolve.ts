import type { SynthesizedTemplate } from '../support/assembly';

type Json = Readonly<Record<string, unknown>>;

/**
 * Turns the intrinsic functions of one variant's templates into text, with physical names made up from the logical ones:
 * the same resource is the same ARN in whichever stack's policy it is named.
 */
export class Resolver {
  private readonly exports = new Map<string, { value: unknown; from: SynthesizedTemplate }>();

  /** @param templates all of one variant */
  constructor(templates: readonly SynthesizedTemplate[]) {
    for (const from of templates) {
      for (const [id, output] of Object.entries((from.template.json.Outputs ?? {}) as Record<string, Json>)) {
        const name = (output.Export as { Name?: string } | undefined)?.Name;
        if (name !== undefined) this.exports.set(name, { value: output.Value, from });
        this.exports.set(`${from.stackName}.${id}`, { value: output.Value, from });
      }
    }
  }

  /**
   * The value with every intrinsic function replaced.
   * @throws Error when it meets one that it does not know: a guess could make a policy look narrower than it is
   */
  resolve(value: unknown, within: SynthesizedTemplate): unknown {
    if (Array.isArray(value)) return value.map((each) => this.resolve(each, within));
    if (typeof value !== 'object' || value === null) return value;
    const [first, ...others] = Object.entries(value);
    if (first !== undefined && others.length === 0 && (first[0] === 'Ref' || first[0].startsWith('Fn::'))) {
      return this.call(first[0], first[1], within);
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.resolve(each, within)]));
  }

  private call(name: string, argument: unknown, within: SynthesizedTemplate): unknown {
    const known: Readonly<Record<string, () => unknown>> = {
      Ref: () => this.reference(argument as string, within),
      'Fn::GetAtt': () => attribute(within, ...(argument as [string, string])),
      'Fn::ImportValue': () => this.imported(String(this.resolve(argument, within))),
      'Fn::GetStackOutput': () => {
        const { StackName, OutputName } = this.resolve(argument, within) as { StackName: string; OutputName: string };
        return this.imported(`${StackName.split('/')[1] ?? StackName}.${OutputName}`);
      },
      'Fn::Join': () => {
        const [separator, parts] = argument as [string, unknown[]];
        return parts.map((each) => String(this.resolve(each, within))).join(separator);
      },
      'Fn::Select': () => {
        const [at, list] = argument as [number | string, unknown];
        return (this.resolve(list, within) as unknown[])[Number(at)];
      },
      'Fn::Split': () => {
        const [separator, text] = argument as [string, unknown];
        return String(this.resolve(text, within)).split(separator);
      },
    };
    const found = known[name];
    if (found === undefined) throw new Error(`${within.stackName}: ${name} is not known here`);
    return found();
  }

  private imported(name: string): unknown {
    const found = this.exports.get(name);
    if (found === undefined) throw new Error(`nobody exports ${name}`);
    return this.resolve(found.value, found.from);
  }

  private reference(id: string, within: SynthesizedTemplate): string {
    const pseudo: Readonly<Record<string, string>> = {
      'AWS::AccountId': within.account,
      'AWS::Partition': 'aws',
      'AWS::Region': within.region,
      'AWS::StackName': within.stackName,
      'AWS::URLSuffix': 'amazonaws.com',
    };
    return pseudo[id] ?? physicalId(within, id);
  }
}

/** Where a type's ARN differs from `arn:aws:<service>:<region>:<account>:<id>`. */
const arns: Readonly<Record<string, (at: Place) => string>> = {
  'AWS::Backup::BackupVault': ({ region, account, id }) => `arn:aws:backup:${region}:${account}:backup-vault:${id}`,
  'AWS::CloudTrail::Trail': ({ region, account, id }) => `arn:aws:cloudtrail:${region}:${account}:trail/${id}`,
  'AWS::EFS::AccessPoint': ({ region, account, id }) =>
    `arn:aws:elasticfilesystem:${region}:${account}:access-point/${id}`,
  'AWS::EFS::FileSystem': ({ region, account, id }) =>
    `arn:aws:elasticfilesystem:${region}:${account}:file-system/${id}`,
  'AWS::Events::Rule': ({ region, account, id }) => `arn:aws:events:${region}:${account}:rule/${id}`,
  'AWS::IAM::ManagedPolicy': ({ account, id }) => `arn:aws:iam::${account}:policy/${id}`,
  'AWS::IAM::Role': ({ account, id }) => `arn:aws:iam::${account}:role/${id}`,
  'AWS::KMS::Key': ({ region, account, id }) => `arn:aws:kms:${region}:${account}:key/${id}`,
  'AWS::Lambda::Function': ({ region, account, id }) => `arn:aws:lambda:${region}:${account}:function:${id}`,
  'AWS::Logs::LogGroup': ({ region, account, id }) => `arn:aws:logs:${region}:${account}:log-group:${id}:*`,
  'AWS::RDS::DBInstance': ({ region, account, id }) => `arn:aws:rds:${region}:${account}:db:${id}`,
  'AWS::S3::Bucket': ({ id }) => `arn:aws:s3:::${id}`,
  'AWS::SES::ConfigurationSet': ({ region, account, id }) => `arn:aws:ses:${region}:${account}:configuration-set/${id}`,
  'AWS::SES::EmailIdentity': ({ region, account, id }) => `arn:aws:ses:${region}:${account}:identity/${id}`,
  'AWS::SNS::Topic': ({ region, account, id }) => `arn:aws:sns:${region}:${account}:${id}`,
  'AWS::SQS::Queue': ({ region, account, id }) => `arn:aws:sqs:${region}:${account}:${id}`,
  'AWS::StepFunctions::StateMachine': ({ region, account, id }) =>
    `arn:aws:states:${region}:${account}:stateMachine:${id}`,
  'AWS::SecretsManager::Secret': ({ region, account, id }) =>
    `arn:aws:secretsmanager:${region}:${account}:secret:${id}-AbCdEf`,
};

interface Place {
  readonly region: string;
  readonly account: string;
  readonly id: string;
}

const refIsArn = [
  'AWS::IAM::ManagedPolicy',
  'AWS::SecretsManager::Secret',
  'AWS::SNS::Topic',
  'AWS::StepFunctions::StateMachine',
];
const given: Readonly<Record<string, string>> = {
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::SSM::Parameter': 'Name',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
};

/** The made-up ARN of a resource. */
export function arnOf(within: SynthesizedTemplate, logicalId: string): string {
  const { Type } = resource(within, logicalId);
  const { region, account } = within;
  const id = nameOf(within, logicalId);
  return arns[Type]?.({ region, account, id }) ?? `arn:aws:${service(Type)}:${region}:${account}:${id}`;
}

function physicalId(within: SynthesizedTemplate, logicalId: string): string {
  const { Type } = resource(within, logicalId);
  return refIsArn.includes(Type) ? arnOf(within, logicalId) : nameOf(within, logicalId);
}

function attribute(within: SynthesizedTemplate, logicalId: string, name: string): string {
  // RDS keeps the master's secret, whose ARN is an attribute of the instance.
  if (name === 'MasterUserSecret.SecretArn') {
    return `arn:aws:secretsmanager:${within.region}:${within.account}:secret:rds!db-${logicalId.toLowerCase()}-AbCdEf`;
  }
  // Of a distribution: what reads it wants the name of a host.
  if (name === 'DomainName') return `${logicalId.toLowerCase()}.cloudfront.example`;
  return /(^|\.|Vault)Arn$/.test(name) ? arnOf(within, logicalId) : `${nameOf(within, logicalId)}.${name}`;
}

function nameOf(within: SynthesizedTemplate, logicalId: string): string {
  const { Type, Properties } = resource(within, logicalId);
  const name = (Properties as Json | undefined)?.[given[Type] ?? ''];
  const made = `${within.stackName}-${logicalId}`;
  if (typeof name === 'string') return name;
  return Type === 'AWS::S3::Bucket' ? made.toLowerCase() : made;
}

function resource(within: SynthesizedTemplate, logicalId: string): { Type: string; Properties?: unknown } {
  const found = (within.template.json.Resources as Record<string, { Type: string }>)[logicalId];
  if (found === undefined) throw new Error(`${within.stackName} has no ${logicalId}`);
  return found;
}

function service(type: string): string {
  return (type.split('::')[1] ?? '').toLowerCase();
}
