import { z } from 'zod';
import { cidr, domainName, emailAddress, globPath, instant, owner, pluginSlug, reason, versionNumber } from '../fields';

// What the shop does: mail, programs that call it, payments, plugins, names it resolves, personal data.

const period = z
  .strictObject({
    number: z.int().min(1).max(1000).describe('How many units.'),
    unit: z.enum(['days', 'weeks', 'months', 'years']).describe('The unit, as WooCommerce names it.'),
  })
  .describe('A span of time.');

export const mail = z
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
        .max(20)
        .describe('The relay’s addresses: security groups know no names, so port 587 is opened to these only.'),
      secretName: z
        .string()
        .regex(
          /^storefort\/[A-Za-z0-9/_+=.@-]{1,200}$/,
          'must start with storefort/; rename the secret, for hosts may read no other',
        )
        .describe('Name of the Secrets Manager secret with `username` and `password`, made by hand.'),
    }),
  ])
  .describe('How the shop sends mail.');

export const integration = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[a-z][a-z0-9-]{0,39}$/,
        'must be lower-case letters, digits and dashes, starting with a letter; rename it',
      )
      .describe('A short name.'),
    routes: z.array(globPath).min(1).describe('Exact routes or prefixes ending in `/*` that it may call.'),
    methods: z
      .array(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']))
      .min(1)
      .default(['GET'])
      .describe('HTTP methods it may use.'),
    credential: z
      .enum(['woocommerce-api-key', 'application-password', 'signature', 'none'])
      .describe('How it proves who it is.'),
    networks: z.array(cidr).default([]).describe('Where it calls from; empty: anywhere.'),
    reason,
  })
  .describe('A program of somebody else’s that may call the shop with more than a shopper’s rights.');

export const payment = z
  .discriminatedUnion('mode', [
    z.strictObject({
      gateway: z
        .string()
        .regex(/^[a-z0-9_-]{1,60}$/)
        .describe('Gateway id in WooCommerce, such as `stripe`.'),
      mode: z.enum(['redirect', 'iframe']).describe('Card data is typed at the processor’s page or in its frame.'),
    }),
    z.strictObject({
      gateway: z
        .string()
        .regex(/^[a-z0-9_-]{1,60}$/)
        .describe('Gateway id in WooCommerce.'),
      mode: z.literal('direct').describe('Card data passes through this server: the largest PCI DSS scope there is.'),
      reason,
    }),
  ])
  .describe('One payment gateway.');

export const plugin = z
  .strictObject({
    name: pluginSlug.describe('The plugin’s exact slug.'),
    version: versionNumber.describe('The exact version.'),
    why: reason.describe('What the shop needs it for.'),
    owner: owner.describe('Who answers for it and reads its release notes.'),
  })
  .describe('One plugin that the shop runs.');

export const egress = z
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

export const personalData = z
  .strictObject({
    inactiveAccounts: period
      .default({ number: 3, unit: 'years' })
      .describe('Accounts without sign-in are deleted after.'),
    pendingOrders: period.default({ number: 7, unit: 'days' }).describe('Unpaid orders are deleted after.'),
    failedOrders: period.default({ number: 30, unit: 'days' }).describe('Failed orders are deleted after.'),
    cancelledOrders: period.default({ number: 30, unit: 'days' }).describe('Cancelled orders are deleted after.'),
    completedOrders: period.default({ number: 10, unit: 'years' }).describe('Completed orders are anonymised after.'),
  })
  .describe('How long personal data is kept; keeping it for ever cannot be said.');
