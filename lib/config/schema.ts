import { z } from 'zod';
import {
  cidr,
  domainName,
  emailAddress,
  globPath,
  instant,
  pluginSlug,
  reason,
  scheduleExpression,
  timeZone,
  versionNumber,
} from './fields';
import { regionNames } from './regions';
import { sizeNames } from './sizes';

/** A control that is switched off: never a bare `false`, so that plan and report can say why. */
export const optOut = z
  .strictObject({ enabled: z.literal(false), reason })
  .describe('Switches the control off; the reason is printed in the plan and in the report.');

const period = z
  .strictObject({
    number: z.int().min(1).max(1000).describe('How many units.'),
    unit: z.enum(['days', 'weeks', 'months', 'years']).describe('The unit, as WooCommerce names it.'),
  })
  .describe('A span of time.');

const dns = z
  .strictObject({
    zone: z
      .union([
        z.strictObject({
          id: z
            .string()
            .regex(/^Z[A-Z0-9]{1,31}$/, 'must be a Route 53 hosted zone id such as Z0123456789ABCDEFGHIJ')
            .describe('Route 53 hosted zone id.'),
          name: domainName.describe('The zone’s name: the domain itself or a parent of it.'),
        }),
        z.literal('external'),
      ])
      .describe('The Route 53 zone in the same account, or `external`: the plan prints the records to create.'),
    cutover: z
      .boolean()
      .default(false)
      .describe('Point the domain at this store. Stays false until the owner has seen the shop at its new home.'),
  })
  .describe('Who answers for the domain, and whether it points here yet.');

const database = z
  .strictObject({
    instanceClass: z
      .string()
      .regex(/^[a-z]\d+[a-z]*\.[0-9a-z]+$/, 'must be an RDS instance class without `db.`, such as r7g.large')
      .optional()
      .describe('RDS instance class without the `db.` prefix; default: the size’s.'),
    allocatedGiB: z.int().min(20).max(65536).optional().describe('Storage at the start in GiB; default: the size’s.'),
    maxAllocatedGiB: z.int().min(22).max(65536).optional().describe('Storage may grow to this many GiB by itself.'),
    maintenanceWindow: z
      .string()
      .regex(/^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d$/)
      .default('tue:02:00-tue:03:00')
      .describe('When RDS may patch, UTC, `ddd:hh:mm-ddd:hh:mm`, at least 30 minutes.'),
  })
  .describe('Settings of the MariaDB database that the size leaves open.');

const backup = z
  .strictObject({
    retentionDays: z.int().min(1).max(36500).optional().describe('How long daily recovery points are kept; default 35.'),
    pointInTimeDays: z
      .int()
      .min(1)
      .max(35)
      .optional()
      .describe('How far back the database can be restored to any second; AWS allows 35; default 14.'),
    monthlyRetentionDays: z
      .int()
      .min(1)
      .max(36500)
      .optional()
      .describe('How long the recovery point of each month is kept; default 365.'),
    lock: z
      .enum(['governance', 'compliance'])
      .default('governance')
      .describe('`compliance` cannot be undone, not by root either; set by `storefort lock` after a passed drill.'),
    offsite: z
      .union([
        z.strictObject({ region: z.enum(regionNames).describe('Another region than the home region.') }),
        optOut,
      ])
      .describe('Where the second, locked copy of every daily recovery point lives.'),
    rpoHours: z.int().min(1).max(168).default(24).describe('Recovery point objective: how old the newest backup may get.'),
    rtoHours: z.int().min(1).max(168).default(4).describe('Recovery time objective: how long a restore may take.'),
  })
  .describe('Backups, their second copy, and what the owner is promised.');

const mail = z
  .discriminatedUnion('via', [
    z.strictObject({
      via: z.literal('ses').describe('Amazon SES in the home region.'),
      from: emailAddress.describe('Sender of the shop’s mail; its domain is proven to SES by DKIM.'),
    }),
    z.strictObject({
      via: z.literal('smtp').describe('An SMTP relay with STARTTLS on port 587.'),
      from: emailAddress.describe('Sender of the shop’s mail.'),
      host: domainName.describe('Host name of the relay.'),
      networks: z
        .array(cidr)
        .min(1)
        .describe('The relay’s addresses: security groups know no names, so port 587 is opened to these only.'),
      secretName: z
        .string()
        .regex(/^storefort\/[A-Za-z0-9/_+=.@-]{1,200}$/, 'must start with storefort/')
        .describe('Name of the Secrets Manager secret with `username` and `password`, made by hand.'),
    }),
  ])
  .describe('How the shop sends mail.');

const integration = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and dashes').describe('A short name.'),
    routes: z.array(globPath).min(1).describe('Exact routes or prefixes ending in `/*` that it may call.'),
    methods: z.array(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])).min(1).default(['GET']).describe('HTTP methods it may use.'),
    credential: z
      .enum(['woocommerce-api-key', 'application-password', 'signature', 'none'])
      .describe('How it proves who it is.'),
    networks: z.array(cidr).default([]).describe('Where it calls from; empty: anywhere.'),
    reason,
  })
  .describe('A program of somebody else’s that may call the shop with more than a shopper’s rights.');

const payment = z
  .discriminatedUnion('mode', [
    z.strictObject({
      gateway: z.string().regex(/^[a-z0-9_-]{1,60}$/).describe('Gateway id in WooCommerce, such as `stripe`.'),
      mode: z.enum(['redirect', 'iframe']).describe('Card data is typed at the processor’s page or in its frame.'),
    }),
    z.strictObject({
      gateway: z.string().regex(/^[a-z0-9_-]{1,60}$/).describe('Gateway id in WooCommerce.'),
      mode: z.literal('direct').describe('Card data passes through this server: the largest PCI DSS scope there is.'),
      reason,
    }),
  ])
  .describe('One payment gateway.');

const plugin = z
  .strictObject({
    name: pluginSlug.describe('The plugin’s exact slug.'),
    version: versionNumber.describe('The exact version.'),
    why: reason.describe('What the shop needs it for.'),
    owner: z.string().min(2).max(100).describe('Who answers for it and reads its release notes.'),
  })
  .describe('One plugin that the shop runs.');

const egress = z
  .discriminatedUnion('mode', [
    z.strictObject({
      mode: z.literal('block').describe('Hosts resolve the listed names only.'),
      domains: z.array(domainName).default([]).describe('Names the shop needs beside the built-in list.'),
    }),
    z.strictObject({
      mode: z.literal('observe').describe('Other names still resolve, and are logged.'),
      domains: z.array(domainName).default([]).describe('Names the shop needs beside the built-in list.'),
      until: instant.describe('Last day of observing, YYYY-MM-DD; past it a reason is required.'),
      reason: reason.optional(),
    }),
  ])
  .describe('Which names the hosts may resolve (Route 53 Resolver DNS Firewall: it filters names, not addresses).');

const personalData = z
  .strictObject({
    inactiveAccounts: period.default({ number: 3, unit: 'years' }).describe('Accounts without sign-in are deleted after.'),
    pendingOrders: period.default({ number: 7, unit: 'days' }).describe('Unpaid orders are deleted after.'),
    failedOrders: period.default({ number: 30, unit: 'days' }).describe('Failed orders are deleted after.'),
    cancelledOrders: period.default({ number: 30, unit: 'days' }).describe('Cancelled orders are deleted after.'),
    completedOrders: period.default({ number: 10, unit: 'years' }).describe('Completed orders are anonymised after.'),
  })
  .describe('How long personal data is kept; keeping it for ever cannot be said.');

const part = z.enum(['create', 'existing']).default('create');

const accountParts = z
  .strictObject({
    cloudTrail: part.describe('AWS CloudTrail of all regions.'),
    guardDuty: part.describe('Amazon GuardDuty detector.'),
    config: part.describe('AWS Config recorder.'),
    accessAnalyzer: part.describe('IAM Access Analyzer for external access.'),
    inspector: part.describe('Amazon Inspector for EC2 and Lambda.'),
    s3PublicAccessBlock: part.describe('S3 Block Public Access for the whole account.'),
    ebsEncryption: part.describe('EBS encryption by default in the region.'),
  })
  .describe('`existing`: the account has it already, from a landing zone; Storefort neither makes nor changes it.');

const identity = z.strictObject({
  $schema: z.string().optional().describe('Where editors find this schema.'),
  domain: domainName.describe('The shop door: what shoppers type.'),
  staffHost: domainName.describe('The staff door: wp-admin and tills.'),
  dns,
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be 12 digits in quotes')
    .describe('AWS account id, in quotes: YAML would read a leading zero as a number.'),
  region: z.enum(regionNames).describe('The home region.'),
  size: z.enum(sizeNames).default('shop').describe('How large: see sizes in the plan.'),
  trial: z
    .boolean()
    .default(false)
    .describe('A store to try: one-day retention and locks, deleted with its stacks. Changing it needs a new generation.'),
  generation: z
    .int()
    .min(1)
    .max(999)
    .default(1)
    .describe('Part of names of state; raise it to deploy again after a first deploy failed and left retained state.'),
  timeZone: timeZone.default('Etc/UTC').describe('IANA time zone of all schedules of this store.'),
  tags: z
    .record(
      z.string().regex(/^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/iu, 'must be 1 to 128 characters AWS allows, not starting with aws:'),
      z.string().regex(/^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u, 'must be at most 256 characters AWS allows'),
    )
    .default({})
    .describe('Tags on every resource.'),
});

/** The store file. Every field has a description: the reference page and the editors' hints are made of them. */
export const storeSchema = identity
  .extend({
    database: database.prefault({}),
    backup,
    drill: z
      .strictObject({
        schedule: scheduleExpression.default('cron(0 4 ? * SUN *)').describe('When the restore drill runs.'),
      })
      .prefault({})
      .describe('The scheduled restore that proves the backups.'),
    patch: z
      .strictObject({
        window: scheduleExpression.default('cron(0 3 ? * TUE *)').describe('When the patch window opens.'),
        criticalDays: z.int().min(1).max(30).default(7).describe('Critical patches are in within this many days (PCI DSS 6.3.3: 30).'),
      })
      .prefault({})
      .describe('When hosts are patched.'),
    mail,
    notify: z
      .strictObject({ emails: z.array(emailAddress).min(1).max(20).describe('Each must confirm a mail from AWS once.') })
      .describe('Who hears of alarms.'),
    staff: z
      .strictObject({
        networks: z.array(cidr).min(1).max(100).describe('IPv4 and IPv6 networks that may come to the staff door; no IPv6 one: IPv6 off there.'),
      })
      .describe('From where staff and tills come.'),
    integrations: z.array(integration).default([]).describe('Programs that may call the shop.'),
    payments: z.array(payment).min(1).describe('How shoppers pay.'),
    plugins: z.array(plugin).default([]).describe('Every plugin the shop runs, and no other.'),
    locales: z
      .array(z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?(_(formal|informal))?$/, 'must be a WordPress locale such as de_DE'))
      .min(1)
      .default(['en_US'])
      .describe('Languages that ship with the release.'),
    writablePaths: z
      .array(z.strictObject({ path: globPath.describe('Below wp-content, such as /uploads/exports.'), reason }))
      .default([])
      .describe('Folders beside uploads that the shop may write; never executed.'),
    egress: egress.default({ mode: 'block', domains: [] }),
    personalData: personalData.prefault({}),
    accountParts: accountParts.prefault({}),
  })
  .describe('One Storefort store.');

/** A store file as written: defaults may be missing. */
export type StoreFile = z.input<typeof storeSchema>;

/**
 * A store as the stacks read it: every default in place, the lifetimes of backups settled (see `settle.ts`), the name taken from the
 * file's name.
 */
export type StoreConfig = Omit<z.output<typeof storeSchema>, 'backup' | '$schema'> & {
  /** `[a-z][a-z0-9-]*`, from `stores/<name>.yaml`. */
  readonly name: string;
  readonly backup: z.output<typeof storeSchema>['backup'] & {
    readonly retentionDays: number;
    readonly pointInTimeDays: number;
    readonly monthlyRetentionDays: number;
  };
};
