import { Annotations } from 'aws-cdk-lib';
import { CfnIPSet, CfnRegexPatternSet, CfnWebACL, type CfnLoggingConfiguration } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { isNetwork, parseNetwork } from '../config/networks';
import type { StoreConfig } from '../config/schema';
import type { DoorName, Route } from '../doors/route';
import { capacityOf, mostCapacity } from './web-acl-capacity';
import { refusedPaths } from './web-acl-patterns';
import { type AclRule, aclRules } from './web-acl-rules';

export interface DoorWebAclProps {
  readonly store: StoreConfig;
  readonly door: DoorName;
  /** Who may do what at which door. */
  readonly doors: readonly Route[];
}

const scope = 'CLOUDFRONT';

/**
 * The early filter of one door, made from the doors table: what the table refuses, floods, and what AWS's managed rules know.
 * The shop door lets everyone else through; the staff door only the networks of the store file, so that without an IPv6 network
 * nobody comes by IPv6. Neither challenges nor shows puzzles. What is let through here is not yet allowed: nginx and the route
 * guard decide on what a request really means.
 */
export class DoorWebAcl extends Construct {
  readonly webAclArn: string;
  /** By this name CloudWatch knows the web ACL. */
  readonly metricName: string;

  constructor(parent: Construct, id: string, { store, door, doors }: DoorWebAclProps) {
    super(parent, id);
    this.metricName = `${store.name}-${door}`;
    const refused = new CfnRegexPatternSet(this, 'RefusedPaths', {
      scope,
      description: `Storefort ${store.name}: paths that the ${door} door refuses`,
      regularExpressionList: refusedPaths(doors, door),
    });
    const rules = aclRules(doors, door, {
      refusedPathsArn: refused.attrArn,
      networkArns: door === 'staff' ? this.networkSets(store.staff.networks) : [],
    });
    this.warnOfSurcharge(capacityOf(rules));
    this.webAclArn = new CfnWebACL(this, 'Acl', {
      scope,
      description: `Storefort ${store.name}: early filter of the ${door} door`,
      defaultAction: door === 'shop' ? { allow: {} } : { block: {} },
      rules: rules.map(placed),
      // Tills push orders, webhooks and editors send long texts: what is not inspected is let through.
      // https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html
      associationConfig: { requestBody: { [scope]: { defaultSizeInspectionLimit: 'KB_64' } } },
      visibilityConfig: visible(this.metricName),
    }).attrArn;
  }

  /** One set for each IP version that has a network: WAF mixes them in none. */
  private networkSets(networks: readonly string[]): string[] {
    return (['ipv4', 'ipv6'] as const).flatMap((family) => {
      const addresses = networks.filter((network) => {
        const parsed = parseNetwork(network);
        return isNetwork(parsed) && parsed.family === family;
      });
      if (addresses.length === 0) return [];
      const ipAddressVersion = family === 'ipv4' ? 'IPV4' : 'IPV6';
      return [new CfnIPSet(this, `Staff${ipAddressVersion}`, { scope, ipAddressVersion, addresses }).attrArn];
    });
  }

  private warnOfSurcharge(capacity: number): void {
    if (capacity <= mostCapacity) return;
    Annotations.of(this).addWarningV2(
      'storefort:web-acl-capacity',
      `the web ACL may take ${capacity} capacity units, and AWS asks a surcharge above ${mostCapacity}; declare fewer routes in integrations, or prefixes ending in /*`,
    );
  }
}

function placed({ name, statement, then }: AclRule, priority: number): CfnWebACL.RuleProperty {
  const common = { name, priority, statement, visibilityConfig: visible(name) };
  if (then === 'group') return { ...common, overrideAction: { none: {} } };
  if (then === 'allow') return { ...common, action: { allow: {} } };
  return { ...common, action: { block: { customResponse: { responseCode: then.block } } } };
}

/** No samples: they show headers and queries, keys and sessions among them, to everyone who may look at the web ACL. */
function visible(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}

/** Headers that hold sessions, tokens, keys, or a whole address with its query. */
const secretHeaders = [
  'authorization',
  'cookie',
  'referer',
  'x-wp-nonce',
  'nonce',
  'cart-token',
  'x-wc-webhook-signature',
];

/** What the web ACL's log leaves out: keys stand in queries too, and printers' tokens in paths of the staff door. */
export function redactedFieldsOf(door: DoorName): CfnLoggingConfiguration.FieldToMatchProperty[] {
  return [
    ...secretHeaders.map((Name) => ({ singleHeader: { Name } })),
    { queryString: {} },
    ...(door === 'staff' ? [{ uriPath: {} }] : []),
  ];
}
