import { expect } from 'expect';
import type { Resource, Rule, Template } from '../support/template';

export const account = '111122223333';

const unjudged = [
  'Tags',
  'FileSystemTags',
  'AccessPointTags',
  'Description',
  'DBSubnetGroupDescription',
  'ReplicationGroupDescription',
];

/** A reference to the resource whose id is this start and CDK's eight digits. */
export function ref(start: string): unknown {
  return { Ref: id(start) };
}

export function att(start: string, attribute: string): unknown {
  return { 'Fn::GetAtt': [id(start), attribute] };
}

function id(start: string): unknown {
  return expect.stringMatching(new RegExp(`^${start}[0-9A-F]{8}$`));
}

/** A value of the network stack. */
export function ofNetwork(template: Template, start: string): unknown {
  return {
    'Fn::ImportValue': expect.stringMatching(new RegExp(`^${template.variant.name}-network:ExportsOutput${start}`)),
  };
}

export const platformKey = (template: Template) => ofNetwork(template, 'FnGetAttPlatformKey[0-9A-F]{8}Arn');
export const dataKey = () => att('DataKey', 'Arn');
export const securityGroup = (template: Template, name: string) =>
  ofNetwork(template, `(FnGetAtt|Ref)SecurityGroups${name}[0-9A-F]{8}`);

/** One subnet of this kind for each zone of the size. */
export function subnets(template: Template, kind: 'isolated' | 'private'): unknown[] {
  const zones = { solo: 2, shop: 2, surge: 3 }[template.variant.size];
  return Array.from({ length: zones }, (_, at) => ofNetwork(template, `RefVpc${kind}Subnet${at + 1}Subnet`));
}

/** A policy as CloudFormation has it. */
export function policyOf(...statements: unknown[]): unknown {
  return { Version: '2012-10-17', Statement: statements };
}

interface Expected {
  readonly says: string;
  readonly type: string;
  readonly start: string;
  /** Every property but names for people and tags, written out. */
  readonly properties: (template: Template) => unknown;
  /**
   * `true`: stays when the stack goes, or a change would replace it, unless the store is a trial. `false`: always goes, and
   * the template says so. @default - the template says neither
   */
  readonly kept?: boolean;
  readonly when?: Rule['when'];
}

/** A rule that states a resource of the data stack whole. */
export function exactly(expected: Expected): Rule {
  return {
    says: expected.says,
    stacks: ['data'],
    when: expected.when,
    holds: (template) => {
      const resource = template.one(expected.type, expected.start);
      expect(judged(resource)).toEqual(expected.properties(template));
      if (expected.kept !== undefined) {
        const { DeletionPolicy, UpdateReplacePolicy } = resource;
        expect({ DeletionPolicy, UpdateReplacePolicy }).toEqual(
          template.variant.trial || !expected.kept
            ? { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' }
            : { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' },
        );
      }
    },
  };
}

function judged({ Properties }: Resource): unknown {
  return Object.fromEntries(Object.entries(Properties as object).filter(([name]) => !unjudged.includes(name)));
}
