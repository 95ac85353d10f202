import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { CnameRecord, HostedZone, type IHostedZone, MxRecord, TxtRecord } from 'aws-cdk-lib/aws-route53';
import type { DkimRecord } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';

export interface MailRecordsProps {
  readonly store: StoreConfig;
  /** The sender's domain. */
  readonly domain: string;
  /** Where bounces go: a subdomain of it. */
  readonly mailFrom: string;
  /** Three names and values that SES makes with the identity. */
  readonly dkim: readonly DkimRecord[];
}

const ttl = Duration.minutes(30);

/**
 * The DNS records that prove the sender: three of DKIM, MX and SPF of the MAIL FROM domain, and DMARC, which asks receivers to
 * quarantine what proves neither. Made in the hosted zone when it answers for the sender's domain; otherwise the stack's outputs
 * say what to create, since the DKIM names are known only after it is deployed.
 * What it leaves open: DMARC counts for all mail of the domain, other senders' too. A `_dmarc` record that the zone has already
 * must be removed first, or the deploy stops there.
 * https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dmarc.html
 */
export class MailRecords extends Construct {
  constructor(scope: Construct, id: string, props: MailRecordsProps) {
    super(scope, id);
    const zone = this.zoneOf(props);
    if (zone) this.create(zone, props);
    else this.print(props);
  }

  private zoneOf({ store, domain }: MailRecordsProps): IHostedZone | undefined {
    const { zone } = store.dns;
    if (zone === 'external' || !`.${domain}`.endsWith(`.${zone.name}`)) return undefined;
    return HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: zone.id, zoneName: zone.name });
  }

  private create(zone: IHostedZone, { domain, mailFrom, dkim }: MailRecordsProps): void {
    for (const [index, { name, value }] of dkim.entries()) {
      // The closing dot keeps the CDK from appending the zone to a name that it does not know yet.
      new CnameRecord(this, `Dkim${index + 1}`, { zone, recordName: `${name}.`, domainName: value, ttl });
    }
    const { feedback, spf, dmarc } = values(this);
    new MxRecord(this, 'MailFrom', { zone, recordName: mailFrom, values: [{ priority: 10, hostName: feedback }], ttl });
    new TxtRecord(this, 'Spf', { zone, recordName: mailFrom, values: [spf], ttl });
    new TxtRecord(this, 'Dmarc', { zone, recordName: `_dmarc.${domain}`, values: [dmarc], ttl });
  }

  private print({ domain, mailFrom, dkim }: MailRecordsProps): void {
    const { feedback, spf, dmarc } = values(this);
    const records = [
      ...dkim.map(({ name, value }, index) => [`Dkim${index + 1}`, `${name} CNAME ${value}`] as const),
      ['MailFrom', `${mailFrom} MX 10 ${feedback}`] as const,
      ['Spf', `${mailFrom} TXT "${spf}"`] as const,
      ['Dmarc', `_dmarc.${domain} TXT "${dmarc}"`] as const,
    ];
    for (const [record, value] of records) {
      new CfnOutput(this, record, { value, description: 'DNS record to create where the domain is kept' });
    }
  }
}

function values(scope: Construct): { feedback: string; spf: string; dmarc: string } {
  return {
    feedback: `feedback-smtp.${Stack.of(scope).region}.amazonses.com`,
    spf: 'v=spf1 include:amazonses.com -all',
    dmarc: 'v=DMARC1; p=quarantine; adkim=r; aspf=r',
  };
}
