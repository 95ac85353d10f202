import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';

export interface DoorRecordsProps {
  /** The first is the door's own; a second is its `www.`. */
  readonly names: readonly [string, ...string[]];
  readonly zone: { readonly id: string; readonly name: string };
  readonly distribution: IDistribution;
  readonly ipv6: boolean;
}

/**
 * Points a door's names at its distribution. CloudFormation refuses a name that already has such a record: the old one goes
 * first, and the plan says how.
 */
export class DoorRecords extends Construct {
  constructor(scope: Construct, id: string, props: DoorRecordsProps) {
    super(scope, id);
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: props.zone.id,
      zoneName: props.zone.name,
    });
    // Not the target itself: it looks the zone id up in a mapping of partitions, of which we use one.
    const target = RecordTarget.fromAlias({
      bind: () => ({
        dnsName: props.distribution.distributionDomainName,
        hostedZoneId: CloudFrontTarget.CLOUDFRONT_ZONE_ID,
      }),
    });
    for (const [index, recordName] of props.names.entries()) {
      const at = { zone, recordName: `${recordName}.`, target };
      const which = index === 0 ? '' : 'Www';
      new ARecord(this, `${which}Ipv4`, at);
      if (props.ipv6) new AaaaRecord(this, `${which}Ipv6`, at);
    }
  }
}
