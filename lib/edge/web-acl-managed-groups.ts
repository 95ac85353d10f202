import type { DoorName } from '../doors/route';

/** A group of rules that AWS maintains, and which of them only count here: a rule of ours acts on their labels. */
export interface ManagedGroup {
  /** Without `AWSManagedRules`. */
  readonly name: string;
  /** Capacity it takes: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
  readonly wcu: number;
  readonly counted: Readonly<Record<string, string>>;
}

const label = (group: string, rule: string): string => `awswaf:managed:aws:${group}:${rule}`;

const ipReputation = {
  name: 'AmazonIpReputationList',
  wcu: 25,
  counted: {
    AWSManagedIPReputationList: label('amazon-ip-list', 'AWSManagedIPReputationList'),
    AWSManagedReconnaissanceList: label('amazon-ip-list', 'AWSManagedReconnaissanceList'),
  },
} as const;
const knownBadInputs = { name: 'KnownBadInputsRuleSet', wcu: 200, counted: {} } as const;
const sqlInjection = {
  name: 'SQLiRuleSet',
  wcu: 200,
  counted: {
    SQLi_BODY: label('sql-database', 'SQLi_Body'),
    SQLiExtendedPatterns_BODY: label('sql-database', 'SQLiExtendedPatterns_Body'),
  },
} as const;
/** Shoppers of many shops carry many cookies: it counts, and nothing acts on it. */
const cookieSize = { SizeRestrictions_Cookie_HEADER: label('core-rule-set', 'SizeRestrictions_Cookie_Header') };
/** Bodies over 8 KB: plugins' uploads by admin-ajax and the Store API's batches are as honest as programs' events. */
const bodySize = { SizeRestrictions_BODY: label('core-rule-set', 'SizeRestrictions_Body') };
/** What programs send and browsers do not. */
const unlikeBrowsers = {
  NoUserAgent_HEADER: label('core-rule-set', 'NoUserAgent_Header'),
  SizeRestrictions_QUERYSTRING: label('core-rule-set', 'SizeRestrictions_QueryString'),
  GenericRFI_QUERYARGUMENTS: label('core-rule-set', 'GenericRFI_QueryArguments'),
  GenericRFI_BODY: label('core-rule-set', 'GenericRFI_Body'),
  CrossSiteScripting_BODY: label('core-rule-set', 'CrossSiteScripting_Body'),
};
const php = {
  name: 'PHPRuleSet',
  wcu: 100,
  counted: { PHPHighRiskMethodsVariables_BODY: label('php-app', 'PHPHighRiskMethodsVariables_Body') },
} as const;

/**
 * The managed groups of each door, in the order they are asked. None of them challenges or shows a puzzle: neither tills nor
 * webhooks nor `fetch` could answer.
 */
export const managedGroups: Readonly<Record<DoorName, readonly ManagedGroup[]>> = {
  shop: [
    ipReputation,
    knownBadInputs,
    { name: 'CommonRuleSet', wcu: 700, counted: { ...cookieSize, ...bodySize, ...unlikeBrowsers } },
    sqlInjection,
    php,
    { name: 'WordPressRuleSet', wcu: 100, counted: {} },
  ],
  staff: [ipReputation, knownBadInputs, sqlInjection].map((group) =>
    group === ipReputation ? { ...group, counted: {} } : group,
  ),
};

/** Labels that a rule of ours acts on, but where programs call. */
export const labelsOfPrograms: readonly string[] = [
  ...Object.values(ipReputation.counted),
  ...Object.values(unlikeBrowsers),
  ...Object.values(sqlInjection.counted),
  ...Object.values(php.counted),
];

/** But where programs call or scripts and REST routes take bodies. */
export const labelsOfLongBodies: readonly string[] = Object.values(bodySize);

/** Only at sign-in forms of the staff door: what signed-in staff writes is full of such text. */
export const labelsOfText: readonly string[] = Object.values(sqlInjection.counted);
