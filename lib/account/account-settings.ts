import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { AccountSettings as Settings } from '../../lambdas/configure-account/contract';
import type { AccountPart } from '../config/account-parts';
import { HardenedCustomResource } from '../hardened/hardened-custom-resource';
import { HardenedFunction } from '../hardened/hardened-function';
import { lasting } from './lasting';

export interface AccountSettingsProps {
  readonly key: IKey;
  readonly account: string;
  /** What there is to make; at least one of `madeByFunction`. */
  readonly made: ReadonlySet<AccountPart>;
}

/** The parts that a function switches on. */
export const madeByFunction = [
  's3PublicAccessBlock',
  'ebsEncryption',
  'inspector',
] as const satisfies readonly AccountPart[];

/**
 * Account settings that CloudFormation has no resource for: S3 Block Public Access of the whole account, EBS encryption by
 * default, Inspector. The function may do what is asked for and nothing else.
 * When the stack goes, they stay on: `lambdas/configure-account` says why.
 */
export class AccountSettings extends Construct {
  constructor(scope: Construct, id: string, props: AccountSettingsProps) {
    super(scope, id);
    const { account, made } = props;
    const settings: Settings = {
      account,
      s3PublicAccessBlock: made.has('s3PublicAccessBlock'),
      ebsEncryption: made.has('ebsEncryption'),
      inspector: made.has('inspector'),
    };

    const configure = new HardenedFunction(this, 'Configure', {
      store: lasting,
      name: 'configure-account',
      description: 'Switches on account settings that CloudFormation has no resource for',
      key: props.key,
      timeout: Duration.minutes(4),
      onError: {
        enabled: false,
        reason: 'a failing custom resource stops the deployment, which is louder than an alarm',
      },
    });
    for (const statement of statementsFor(settings)) configure.addToRolePolicy(statement);
    const resource = new HardenedCustomResource(this, 'Settings', {
      serviceToken: configure.functionArn,
      resourceType: 'Custom::AccountSettings',
      properties: { ...settings },
    });
    // The function's permissions must be there before it is asked.
    resource.node.addDependency(configure);
  }
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoninspector2.html and its neighbours */
function statementsFor(settings: Settings): PolicyStatement[] {
  const statements: PolicyStatement[] = [];
  const allow = (sid: string, actions: string[]) =>
    statements.push(new PolicyStatement({ sid, actions, resources: ['*'] }));
  if (settings.s3PublicAccessBlock) {
    allow('PublicAccess', ['s3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock']);
  }
  if (settings.ebsEncryption) {
    allow('VolumeEncryption', ['ec2:EnableEbsEncryptionByDefault', 'ec2:GetEbsEncryptionByDefault']);
  }
  if (settings.inspector) {
    allow('Scanner', ['inspector2:BatchGetAccountStatus', 'inspector2:Enable']);
    statements.push(linkedRole(settings.account));
  }
  return statements;
}

/**
 * Inspector makes its own roles when it is switched on for the first time in an account.
 * https://docs.aws.amazon.com/inspector/latest/user/using-service-linked-roles.html
 */
function linkedRole(account: string): PolicyStatement {
  return new PolicyStatement({
    sid: 'ScannerRole',
    actions: ['iam:CreateServiceLinkedRole'],
    resources: [
      `arn:aws:iam::${account}:role/aws-service-role/inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2`,
      `arn:aws:iam::${account}:role/aws-service-role/agentless.inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2Agentless`,
    ],
    conditions: {
      StringEquals: { 'iam:AWSServiceName': ['inspector2.amazonaws.com', 'agentless.inspector2.amazonaws.com'] },
    },
  });
}
