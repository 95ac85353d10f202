import { feedSecretName } from '../../lib/config/names';
import type { StoreConfig } from '../../lib/config/schema';
import { shopNames } from '../../lib/edge/shop-names';
import type { PlannedStack } from './assembly';
import { cutover, gatewayOrigins, lookBeforeCutover, nameInUse, staffRecord } from './by-hand-names';
import type { HandStep } from './hand-step';

type Step = (store: StoreConfig, stacks: readonly PlannedStack[]) => HandStep[];

/** What a person must do around the deploy of one store, in order. */
export function handSteps(store: StoreConfig, stacks: readonly PlannedStack[]): HandStep[] {
  const steps: Step[] = [
    bootstrap,
    nameInUse,
    relaySecret,
    feedKey,
    certificateRecords,
    confirmMails,
    mailIdentity,
    sandbox,
    gatewayOrigins,
    staffRecord,
    trialEnd,
    firstDrill,
    lock,
    lookBeforeCutover,
    cutover,
  ];
  return steps.flatMap((step) => step(store, stacks));
}

function bootstrap(_: StoreConfig, stacks: readonly PlannedStack[]): HandStep[] {
  const places = [...new Set(stacks.map(({ account, region }) => `aws://${account}/${region}`))].sort();
  return [
    {
      when: 'before the first deploy',
      what: 'Bootstrap CDK in every account and region, once each; a second time does no harm.',
      commands: places.map((place) => `npx cdk bootstrap ${place}`),
    },
  ];
}

function relaySecret({ mail, region }: StoreConfig): HandStep[] {
  if (mail.via !== 'smtp') return [];
  return [
    {
      when: 'before the first deploy',
      what:
        `Create the secret with the relay's credentials. relay.json holds {"username": "...", "password": "..."}; ` +
        'delete the file afterwards.',
      commands: [
        `aws secretsmanager create-secret --region ${region} --name ${mail.secretName} --secret-string file://relay.json`,
      ],
    },
  ];
}

/** The feed is free, and wants a key that a person asks for. */
function feedKey({ accountParts, region }: StoreConfig): HandStep[] {
  if (accountParts.vulnerabilityFeed === 'existing') return [];
  return [
    {
      when: "after the deploy of the account's part",
      what:
        'Put the key of the Wordfence Intelligence feed into its secret, once an account and region; it is made, free of charge, at ' +
        'wordfence.com, under Threat Intelligence. Until then no store can say that it has no known vulnerability. feed-key.txt holds ' +
        'the key and nothing else; delete it afterwards.',
      commands: [
        `aws secretsmanager put-secret-value --region ${region} --secret-id ${feedSecretName} --secret-string file://feed-key.txt`,
      ],
    },
  ];
}

function certificateRecords(store: StoreConfig, stacks: readonly PlannedStack[]): HandStep[] {
  if (store.dns.zone !== 'external') return [];
  const names = [...shopNames(store), store.staffHost].join(', ');
  const places = stacks.filter(({ resources }) =>
    resources.some(({ type }) => type === 'AWS::CertificateManager::Certificate'),
  );
  const regions = [...new Set(places.map(({ region }) => region))].sort();
  return [
    {
      when: `during the deploy of ${places.map(({ path }) => path).join(' and ')}`,
      what:
        `Create the CNAME records that prove ${names} to ACM. Their names and values exist only once the ` +
        'certificates are requested: read them while the deploy waits, and leave them in place for ever, for renewals. ' +
        'CloudFormation gives up after 72 hours.',
      commands: regions.map(
        (region) =>
          `aws acm list-certificates --region ${region} --query 'CertificateSummaryList[].CertificateArn' --output text | ` +
          `xargs -n1 aws acm describe-certificate --region ${region} --query 'Certificate.DomainValidationOptions[].ResourceRecord' --certificate-arn`,
      ),
    },
  ];
}

function confirmMails({ notify }: StoreConfig, stacks: readonly PlannedStack[]): HandStep[] {
  const topics = stacks.filter(({ resources }) => resources.some(({ type }) => type === 'AWS::SNS::Subscription'));
  if (topics.length === 0) return [];
  const from = topics.map(({ path, region }) => `${path} (${region})`).join(', ');
  return [
    {
      when: 'within three days after the deploy',
      what:
        `Confirm the mails "AWS Notification - Subscription Confirmation" at ${notify.emails.join(', ')}, one for each topic of ` +
        `${from}. Unconfirmed, an alarm reaches nobody.`,
      commands: [],
    },
  ];
}

function mailIdentity({ mail, dns, region }: StoreConfig): HandStep[] {
  if (mail.via !== 'ses' || dns.zone !== 'external') return [];
  const domain = domainOf(mail.from);
  return [
    {
      when: 'after the deploy',
      what:
        `Create the records that let SES send for ${domain}: three CNAMEs for DKIM (token._domainkey.${domain} to ` +
        'token.dkim.amazonses.com), and the MAIL FROM and DMARC records. SES makes the tokens: read them there.',
      commands: [`aws sesv2 get-email-identity --region ${region} --email-identity ${domain}`],
    },
  ];
}

function sandbox({ mail, region, domain }: StoreConfig): HandStep[] {
  if (mail.via !== 'ses') return [];
  return [
    {
      when: 'after the deploy, a day or two ahead of opening',
      what: `Ask AWS to take the account out of the SES sandbox in ${region}; inside it, SES sends to proven addresses only.`,
      commands: [
        `aws sesv2 put-account-details --region ${region} --production-access-enabled --mail-type TRANSACTIONAL --website-url https://${domain}`,
      ],
    },
  ];
}

function trialEnd({ trial }: StoreConfig): HandStep[] {
  if (!trial) return [];
  return [
    {
      when: 'before real orders',
      what: 'A trial keeps one day of backups and is deleted with its stacks. For real orders set trial: false and raise generation.',
      commands: [],
    },
  ];
}

/** Nobody believes a backup before: the drill asks for a release and a recovery point. */
function firstDrill({ name, backup }: StoreConfig): HandStep[] {
  const away = 'region' in backup.offsite ? [`npx storefort drill ${name} --offsite`] : [];
  return [
    {
      when: 'the day after the first release',
      what:
        'Restore the first recovery points and look into them, at home' +
        `${away.length > 0 ? ' and in the offsite region' : ''}: until a drill has passed, the alarms that miss one ring.`,
      commands: [`npx storefort drill ${name}`, `npx storefort drill ${name} --files`, ...away],
    },
  ];
}

function lock({ backup, trial, name }: StoreConfig): HandStep[] {
  if (trial) return [];
  const commands = backup.lock === 'compliance' ? [] : [`npx storefort lock ${name}`];
  const what =
    backup.lock === 'compliance'
      ? 'backup.lock is compliance: after its cooling-off (at least 72 hours) nobody, AWS included, can shorten retention or delete a recovery point.'
      : 'backup.lock is governance: a principal with enough rights can still remove it. Lock it for good after a first restore has been proven; that cannot be undone, and is said before it is done.';
  return [{ when: 'after the first proven restore', what, commands }];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
