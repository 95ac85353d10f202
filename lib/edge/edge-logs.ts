import { Stack } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import {
  CfnDelivery,
  CfnDeliveryDestination,
  CfnDeliverySource,
  FilterPattern,
  type ILogGroup,
  MetricFilter,
} from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration } from 'aws-cdk-lib/aws-wafv2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { HardenedLogGroup } from '../hardened/hardened-log-group';

export interface EdgeLogsProps {
  readonly store: StoreConfig;
  /** Its policy lets CloudWatch Logs use it. */
  readonly key: IKey;
}

/**
 * What is written down of a request at the edge: who, when, which host, method and path, what became of it. Left out because
 * of what can stand in them: the query (API keys, `?authorization=`, order and reset keys), cookies, and the referrer, which
 * is a whole address with its query.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
const fields = [
  'date',
  'time',
  'x-edge-location',
  'c-ip',
  'c-port',
  'cs-method',
  'x-host-header',
  'cs-uri-stem',
  'sc-status',
  'sc-bytes',
  'cs-bytes',
  'time-taken',
  'cs(User-Agent)',
  'x-edge-result-type',
  'x-edge-response-result-type',
  'x-edge-detailed-result-type',
  'x-edge-request-id',
  'cs-protocol',
  'cs-protocol-version',
  'ssl-protocol',
  'ssl-cipher',
  'sc-content-type',
];

/**
 * The edge's two log groups: requests as CloudFront saw them, and what the web ACLs stopped or counted. AWS's log delivery
 * writes its own permission into the account's delivery policy when a delivery is made.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
 */
export class EdgeLogs extends Construct {
  private readonly access: ILogGroup;
  private readonly stopped: ILogGroup;
  private readonly stoppedName: string;
  private readonly destination: CfnDeliveryDestination;
  private delivery?: CfnDelivery;
  private configuration?: CfnLoggingConfiguration;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EdgeLogsProps,
  ) {
    super(scope, id);
    const { store, key } = props;
    const { edge } = namesOf(store);
    // Below this prefix the account's delivery policy, of 5,120 characters, covers every group with one entry.
    this.access = new HardenedLogGroup(this, 'Access', {
      store,
      key,
      logGroupName: `/aws/vendedlogs/storefort/${store.name}/cloudfront-g${store.generation}`,
    });
    // WAF takes no other beginning: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
    this.stoppedName = `aws-waf-logs-${edge}`;
    this.stopped = new HardenedLogGroup(this, 'Stopped', { store, key, logGroupName: this.stoppedName });
    this.destination = new CfnDeliveryDestination(this, 'Destination', {
      name: `${edge}-access`,
      destinationResourceArn: this.access.logGroupArn,
      outputFormat: 'json',
    });
  }

  /** Writes down a distribution's requests. `pathHoldsTokens`: the path is left out as well. */
  recordRequests(id: string, distribution: IDistribution, { pathHoldsTokens }: { pathHoldsTokens: boolean }): void {
    const source = new CfnDeliverySource(this, `${id}Requests`, {
      name: `${namesOf(this.props.store).edge}-${id.toLowerCase()}`,
      logType: 'ACCESS_LOGS',
      resourceArn: distribution.distributionArn,
    });
    const delivery = new CfnDelivery(this, `${id}Delivery`, {
      deliverySourceName: source.ref,
      deliveryDestinationArn: this.destination.attrArn,
      recordFields: fields.filter((field) => !(pathHoldsTokens && field === 'cs-uri-stem')),
    });
    // A destination takes one at a time, and answers a second with ConflictException:
    // https://github.com/hashicorp/terraform-provider-aws/issues/42194
    if (this.delivery) delivery.node.addDependency(this.delivery);
    this.delivery = delivery;
  }

  /**
   * Writes down what a web ACL stopped or counted; what it let through is in the requests. Redacted fields are the web ACL's
   * own knowledge.
   */
  recordStopped(id: string, webAclArn: string, redactedFields: CfnLoggingConfiguration.FieldToMatchProperty[]): void {
    const configuration = new CfnLoggingConfiguration(this, `${id}Stopped`, {
      resourceArn: webAclArn,
      // WAF refuses the `:*` that a log group's ARN ends with.
      logDestinationConfigs: [Stack.of(this).formatArn({ service: 'logs', resource: `log-group:${this.stoppedName}` })],
      redactedFields,
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((Action) => ({ ActionCondition: { Action } })),
          },
        ],
      },
    });
    // Each writes itself into the one policy by which log groups let WAF in.
    configuration.node.addDependency(this.stopped, ...(this.configuration ? [this.configuration] : []));
    this.configuration = configuration;
  }

  /** Requests that found no way to the origin, of both doors. */
  metricOriginErrors(): Metric {
    return new MetricFilter(this, 'OriginErrors', {
      logGroup: this.access,
      filterPattern: FilterPattern.stringValue('$.x-edge-detailed-result-type', '=', 'Origin*'),
      metricNamespace: namesOf(this.props.store).metricNamespace,
      metricName: 'EdgeOriginErrors',
      metricValue: '1',
    }).metric();
  }
}
