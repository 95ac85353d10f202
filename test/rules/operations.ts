import { expect } from 'expect';
import { operationsRows, type OperationsRow } from '../support/operations-rows';
import type { Rule, Template, Variant } from '../support/template';

const stacks = ['operations'] as const;

const ses = ({ mail }: Variant) => mail === 'ses';
const inZone = (variant: Variant) => ses(variant) && variant.dns === 'zone';
const record = (Type: string, Name: string, value: string) => ({
  HostedZoneId: 'Z0123456789EXAMPLE01',
  TTL: '1800',
  Type,
  Name,
  ResourceRecords: [value],
});

const mail: OperationsRow[] = [
  [
    'mail travels by TLS or not at all, and spares who bounced or complained',
    'AWS::SES::ConfigurationSet',
    'Mail',
    ({ name }) => ({
      Name: `storefort-${name}-g1`,
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    }),
    ses,
  ],
  [
    'mail is signed and returns to a subdomain, or is refused',
    'AWS::SES::EmailIdentity',
    'Mail',
    () => ({
      EmailIdentity: 'shop.example.com',
      ConfigurationSetAttributes: { ConfigurationSetName: 'MailSending' },
      DkimAttributes: { SigningEnabled: true },
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      FeedbackAttributes: { EmailForwardingEnabled: true },
      MailFromAttributes: { BehaviorOnMxFailure: 'REJECT_MESSAGE', MailFromDomain: 'bounce.shop.example.com' },
    }),
    ses,
  ],
  ...[1, 2, 3].map((number): OperationsRow => [
    `DKIM record ${number} is in the zone`,
    'AWS::Route53::RecordSet',
    `MailRecordsDkim${number}`,
    () => record('CNAME', `MailIdentity.DkimDNSTokenName${number}.`, `MailIdentity.DkimDNSTokenValue${number}`),
    inZone,
  ]),
  [
    'bounces come back to SES',
    'AWS::Route53::RecordSet',
    'MailRecordsMailFrom',
    ({ region }) => record('MX', 'bounce.shop.example.com.', `10 feedback-smtp.${region}.amazonses.com`),
    inZone,
  ],
  [
    'only SES sends for the MAIL FROM domain',
    'AWS::Route53::RecordSet',
    'MailRecordsSpf',
    () => record('TXT', 'bounce.shop.example.com.', '"v=spf1 include:amazonses.com -all"'),
    inZone,
  ],
  [
    'receivers quarantine what is not proven',
    'AWS::Route53::RecordSet',
    'MailRecordsDmarc',
    () => record('TXT', '_dmarc.shop.example.com.', '"v=DMARC1; p=quarantine; adkim=r; aspf=r"'),
    inZone,
  ],
];

/** The stack as a whole, and its mail. Ids are written without their hash. */
export const operationsRules: Rule[] = [
  {
    says: 'the stack cannot be deleted by mistake, unless it is a trial',
    stacks,
    holds: ({ terminationProtection, variant }: Template) => {
      expect(terminationProtection).toBe(!variant.trial);
    },
  },
  {
    says: 'without SES there is no identity, and without a zone no record',
    stacks,
    when: (variant) => !inZone(variant),
    holds: (template) => {
      expect(template.resources('AWS::Route53::RecordSet')).toEqual([]);
      expect(template.resources('AWS::SES::EmailIdentity')).toHaveLength(ses(template.variant) ? 1 : 0);
    },
  },
  {
    says: 'with external DNS the outputs say which records to create',
    stacks,
    when: (variant) => ses(variant) && !inZone(variant),
    holds: ({ json, variant }) => {
      const outputs = JSON.stringify(json.Outputs);
      expect(outputs).toContain(`bounce.shop.example.com MX 10 feedback-smtp.${variant.region}.amazonses.com`);
      expect(outputs).toContain('v=spf1 include:amazonses.com -all');
      expect(outputs).toContain('_dmarc.shop.example.com TXT');
      expect(outputs).toContain('DkimDNSTokenName3');
    },
  },
  {
    says: 'without an offsite region nothing is copied',
    stacks,
    when: ({ offsite }) => !offsite,
    holds: ({ json }) => {
      const text = JSON.stringify(json);
      expect(text).not.toMatch(/CopyActions|CopyIntoBackupVault/);
      // The probe asks the doors' distributions; nothing else of another region is read.
      const read = [...text.matchAll(/"Fn::GetStackOutput":\{"StackName":"([^"]+)"/g)].map(([, name]) => String(name));
      expect(read.filter((name) => !name.endsWith('-edge'))).toEqual([]);
    },
  },
  ...operationsRows(mail),
];
