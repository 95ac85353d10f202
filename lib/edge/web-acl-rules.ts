import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { DoorName, Route } from '../doors/route';
import {
  labelsOfLongBodies,
  labelsOfPrograms,
  labelsOfText,
  type ManagedGroup,
  managedGroups,
} from './web-acl-managed-groups';
import { exemptPaths, namesRestRoutes, openRestPaths, packed } from './web-acl-patterns';
import { countedBy, rates, tooMany } from './web-acl-rates';
import { allOf, anyOf, hasLabel, matches, not, path, type Statement } from './web-acl-statements';
import { calledByPrograms, refusedByTable, refusedRestRoute } from './web-acl-table-rules';

/** A rule before it has its place in the web ACL. */
export interface AclRule {
  readonly name: string;
  readonly statement: Statement;
  /** What happens to what matches; `group`: as the managed group's own rules say. */
  readonly then: 'group' | 'allow' | { readonly block: number };
}

/** What the edge knows beside the table. */
export interface DoorSets {
  readonly refusedPathsArn: string;
  /** IP sets of the networks that may come; none: everyone may. */
  readonly networkArns: readonly string[];
}

const notFound = { block: 404 };
const forbidden = { block: 403 };
const tooManyRequests = { block: 429 };

/** The rules of one door, in their order. The first that lets through or blocks decides. */
export function aclRules(doors: readonly Route[], door: DoorName, sets: DoorSets): readonly AclRule[] {
  return [
    ...tableRules(doors, door, sets),
    ...rateRules(doors, door),
    ...managedGroups[door].map(managedRule),
    ...(door === 'shop' ? shopLabels(doors) : staffLabels(doors)),
    ...(sets.networkArns.length > 0 ? [ofNetworks(sets.networkArns)] : []),
  ];
}

function tableRules(doors: readonly Route[], door: DoorName, { refusedPathsArn }: DoorSets): AclRule[] {
  const refused = { name: 'refused-by-table', statement: refusedByTable(doors, door, refusedPathsArn), then: notFound };
  if (!namesRestRoutes(doors, door)) return [refused];
  return [refused, { name: 'refused-rest-route', statement: refusedRestRoute(doors, door), then: notFound }];
}

function rateRules(doors: readonly Route[], door: DoorName): AclRule[] {
  const { address, ...limits } = rates[door];
  return [
    { name: 'rate-of-address', statement: tooMany(address), then: tooManyRequests },
    ...(['sign-in', 'checkout', 'search'] as const).map((limit) => ({
      name: `rate-of-${limit}`,
      statement: tooMany(limits[limit], countedBy(doors, door, limit)),
      then: tooManyRequests,
    })),
  ];
}

function managedRule({ name, counted }: ManagedGroup): AclRule {
  const overrides = Object.keys(counted).map((rule): CfnWebACL.RuleActionOverrideProperty => ({
    name: rule,
    actionToUse: { count: {} },
  }));
  return {
    name: `managed-${name}`,
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name: `AWSManagedRules${name}`,
        ...(overrides.length > 0 && { ruleActionOverrides: overrides }),
      },
    },
    then: 'group',
  };
}

function shopLabels(doors: readonly Route[]): AclRule[] {
  const programs = calledByPrograms(doors, 'shop');
  const takeBodies = packed([
    ...exemptPaths(doors, 'shop')
      .filter((row) => row.servant === 'script' && row.actions === undefined)
      .map((row) => row.pattern),
    ...openRestPaths(doors, 'shop'),
  ]).map((pattern) => matches(path, pattern));
  return [
    {
      name: 'labelled-unlike-browsers',
      statement: allOf([anyOf(labelsOfPrograms.map(hasLabel)), not(programs)]),
      then: forbidden,
    },
    {
      name: 'labelled-long-bodies',
      statement: allOf([anyOf(labelsOfLongBodies.map(hasLabel)), not(anyOf([programs, ...takeBodies]))]),
      then: forbidden,
    },
  ];
}

function staffLabels(doors: readonly Route[]): AclRule[] {
  const statement = allOf([anyOf(labelsOfText.map(hasLabel)), countedBy(doors, 'staff', 'sign-in')]);
  return [{ name: 'labelled-sign-in', statement, then: forbidden }];
}

function ofNetworks(arns: readonly string[]): AclRule {
  return {
    name: 'of-staff-networks',
    statement: anyOf(arns.map((arn) => ({ ipSetReferenceStatement: { arn } }))),
    then: 'allow',
  };
}
