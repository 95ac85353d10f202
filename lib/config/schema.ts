import { z } from 'zod';
import {
  certifiedName,
  cidr,
  emailAddress,
  homeText,
  reason,
  scheduleExpression,
  timeZone,
  wordpressLogin,
  writablePath,
} from './fields';
import { regionNames } from './regions';
import { accountParts, backup, database, dns, network } from './sections/platform';
import { egress, integration, mail, payment, personalData, plugin } from './sections/shop';
import { sizeNames } from './sizes';

const identity = z.strictObject({
  $schema: z.string().optional().describe('Where editors find this schema.'),
  domain: certifiedName.describe('The shop door: what shoppers type.'),
  staffHost: certifiedName.describe('The staff door: wp-admin and tills.'),
  dns,
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be 12 digits in quotes; copy the account id from the AWS console, without dashes')
    .describe('AWS account id, in quotes: YAML would read a leading zero as a number.'),
  region: z.enum(regionNames).describe('The home region.'),
  size: z.enum(sizeNames).default('shop').describe('How large: see sizes in the plan.'),
  trial: z
    .boolean()
    .default(false)
    .describe(
      'A store to try: one-day retention and locks, deleted with its stacks. Changing it needs a new generation.',
    ),
  generation: z
    .int()
    .min(1)
    .max(999)
    .default(1)
    .describe('Part of names of state; raise it to deploy again after a first deploy failed and left retained state.'),
  timeZone: timeZone.default('Etc/UTC').describe('IANA time zone of all schedules of this store.'),
  tags: z
    .record(
      z
        .string()
        .regex(
          /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/iu,
          'must be a tag key AWS allows (1 to 128 letters, digits, spaces or _.:/=+@-, not starting with aws:); rename it',
        ),
      z
        .string()
        .regex(
          /^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u,
          'must be a tag value AWS allows (at most 256 letters, digits, spaces or _.:/=+@-); shorten or rewrite it',
        ),
    )
    .default({})
    .describe('Tags on every resource.'),
});

/** The store file. Every field has a description: the reference page and the editors' hints are made of them. */
export const storeSchema = identity
  .extend({
    network: network.prefault({}),
    database: database.prefault({}),
    backup,
    drill: z
      .strictObject({
        schedule: scheduleExpression.default('cron(0 4 ? * SUN *)').describe('When the restore drill runs.'),
        offsiteSchedule: scheduleExpression
          .default('cron(0 6 ? JAN,APR,JUL,OCT SUN#2 *)')
          .describe('When the offsite copy is drilled in its own region.'),
        quietHours: z
          .int()
          .min(1)
          .max(8760)
          .default(336)
          .describe(
            'How long the shop may go without an order: a drill fails when the newest is older at the recovery point.',
          ),
      })
      .prefault({})
      .describe('The scheduled restore that proves the backups.'),
    patch: z
      .strictObject({
        window: scheduleExpression.default('cron(0 3 ? * TUE *)').describe('When the patch window opens.'),
        criticalDays: z
          .int()
          .min(1)
          .max(30)
          .default(7)
          .describe('Critical patches, and those that nobody rated, are in within this many days (PCI DSS 6.3.3: 30).'),
        secondSource: z
          .enum(['none', 'wpvulnerability'])
          .default('none')
          .describe(
            'A second source of known vulnerabilities beside the account’s feed; it is asked by the slug of each plugin and theme.',
          ),
      })
      .prefault({})
      .describe('When hosts are patched.'),
    probe: z
      .strictObject({
        testOrder: z
          .strictObject({
            productId: z
              .int()
              .min(1)
              .max(999_999_999_999)
              .describe('A simple product that is in stock; its stock is as before afterwards.'),
            gateway: z.enum(['bacs', 'cheque', 'cod']).describe('A gateway of WooCommerce itself that takes no money.'),
          })
          .optional()
          .describe('A test order, placed and cancelled every day and by each patch window. Without it there is none.'),
        homeText: homeText.optional(),
      })
      .prefault({})
      .describe('How the shop is looked at from outside.'),
    mail,
    notify: z
      .strictObject({
        emails: z.array(emailAddress).min(1).max(20).describe('Each must confirm a mail from AWS once.'),
      })
      .describe('Who hears of alarms.'),
    staff: z
      .strictObject({
        networks: z
          .array(cidr)
          .min(1)
          .max(100)
          .describe('IPv4 and IPv6 networks that may come to the staff door; no IPv6 one: IPv6 off there.'),
        administrators: z
          .array(wordpressLogin)
          .min(1)
          .max(100)
          .optional()
          .describe(
            'Logins of the administrators, exactly these: a drill that finds another fails. Without it drills list them and judge nothing.',
          ),
      })
      .describe('From where staff and tills come, and who administers the shop.'),
    integrations: z.array(integration).default([]).describe('Programs that may call the shop.'),
    payments: z.array(payment).min(1).describe('How shoppers pay.'),
    plugins: z.array(plugin).default([]).describe('Every plugin the shop runs, and no other.'),
    locales: z
      .array(
        z
          .string()
          .regex(
            /^[a-z]{2,3}(_[A-Z]{2})?(_(formal|informal))?$/,
            'must be a WordPress locale such as de_DE; take it from the list of WordPress translations',
          ),
      )
      .min(1)
      .default(['en_US'])
      .describe('Languages that ship with the release.'),
    writablePaths: z
      .array(z.strictObject({ path: writablePath.describe('Below wp-content, such as /uploads/exports.'), reason }))
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
