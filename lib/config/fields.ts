import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { isNetwork, parseNetwork } from './networks';
import { parseSchedule } from './schedule-expression';
import { isTimeZone, timeZonesLike } from './time-zones';

// Small field types of the store file. A message is `must …; remedy`: what is allowed, then what to do. The loader adds
// where the field stands and what was found.

/** One line of text for people: white space is folded, and what would steer a terminal is refused. */
const prose = z
  .string()
  .overwrite((text) => text.replace(/\s+/g, ' ').trim())
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'must be plain text; take the control characters out');

export const reason = prose
  .min(20, 'must say why in at least 20 characters; write what the next engineer and the auditor need to know')
  .max(500)
  .describe('Why, for the next engineer and the auditor.');

/** What shoppers read in one line. What is named here is handed to schedules too, which fill in what stands between < and >. */
export const homeText = prose
  .min(3)
  .max(200)
  .regex(/^[^<>]*$/, 'must be text as shoppers read it; leave tags and the signs < and > out')
  .describe(
    'Text that stands on the home page as shoppers read it, such as its motto: a defaced page that lacks it is found out. Without it any whole page without errors passes.',
  );

export const owner = prose.min(2).max(100);

/** The last labels that no public name has (RFC 6761, 6762, 7686, 8375 and ICANN's `internal`). */
const neverPublic = /\.(?:local|localhost|internal|invalid|onion|arpa|test)$/;
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const domainPattern = new RegExp(`^(?=.{4,253}$)(?:${label}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`);

export const domainName = z
  .string()
  .regex(domainPattern, { abort: true, error: ({ input }) => `must be a domain name; ${domainRemedy(String(input))}` })
  .refine((name) => !neverPublic.test(name), 'must be a name of the public DNS; names ending so never resolve there');

/** A name that stands first in a certificate: RFC 5280 gives it 64 characters, and ACM keeps to that. */
export const certifiedName = domainName.max(64, 'must have at most 64 characters (a certificate’s limit); shorten it');

/** What a person who wrote this for a domain most likely meant. */
function domainRemedy(found: string): string {
  const bare = found
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/:].*$/, '')
    .replace(/\.$/, '');
  const ascii = domainToASCII(bare);
  return ascii !== found && domainPattern.test(ascii)
    ? `write ${ascii}`
    : 'write it in lower case, such as shop.example.com';
}

export const emailAddress = z.email('must be a mail address; write it as orders@example.com').max(254);

export const cidr = z
  .string()
  .superRefine((text, context) => {
    const parsed = parseNetwork(text);
    if (!isNetwork(parsed)) context.addIssue({ code: 'custom', message: `${parsed.must}; ${parsed.remedy}` });
  })
  .describe('A network in CIDR notation, IPv4 or IPv6.');

export const globPath = z
  .string()
  .max(200)
  .regex(
    /^\/[A-Za-z0-9/_.~-]*\*?$/,
    'must be an absolute path, with * at most at its end; write it as /wp-json/wc/v3/orders/*',
  )
  .refine(
    (path) => !/\/\.{1,2}(?:\/|$)|\/\//.test(path),
    'must not contain . or .. or // as a part; write the path itself',
  );

/** A folder below wp-content, and not one that code of the release lies in: what the shop writes must never be run. */
export const writablePath = globPath.refine(
  (path) => !/^\/(?:\*|(?:plugins|themes|mu-plugins|languages|upgrade)?(?:\/.*|\*)?)$/i.test(path),
  'must be a folder of its own below wp-content, outside plugins, themes, mu-plugins and languages; write /uploads/exports',
);

export const pluginSlug = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,99}$/,
    'must be a plugin slug such as woocommerce; take it from the plugin’s folder name',
  );

export const versionNumber = z
  .string()
  .regex(
    /^\d+(\.\d+){0,3}([-.][A-Za-z0-9.]+)?$/,
    'must be one exact version such as 9.4.1; ranges and latest are not exact',
  );

export const instant = z.iso.date('must be a date that exists; write it as YYYY-MM-DD');

export const scheduleExpression = z.string().superRefine((text, context) => {
  const parsed = parseSchedule(text);
  if (parsed.kind === 'refused') context.addIssue({ code: 'custom', message: `${parsed.must}; ${parsed.remedy}` });
});

export const timeZone = z.string().refine(isTimeZone, {
  error: ({ input }) => {
    const [first, ...others] = timeZonesLike(String(input));
    const remedy = first === undefined ? 'write it as Europe/Berlin' : `did you mean ${[first, ...others].join(', ')}?`;
    return `must be an IANA time zone; ${remedy}`;
  },
});

/** What `sanitize_user` leaves of a login in its strict form; a shop's own plugins may allow more, which no drill could name safely. */
export const wordpressLogin = z
  .string()
  .max(60)
  .regex(
    /^(?! )[A-Za-z0-9 _.@-]+(?<! )$/,
    'must be a WordPress login (letters, digits, spaces and _ . @ -); copy it from the list of users',
  );

/**
 * A snapshot of an RDS instance as CloudFormation takes it. Recovery points of AWS Backup for RDS are such snapshots; a continuous one
 * is none, and is made one first.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/recovery-points.html
 */
export const databaseSnapshot = z
  .string()
  .regex(/^(?:arn:aws:rds:[a-z0-9-]+:\d{12}:snapshot:)?(?:(?:awsbackup|rds):)?[A-Za-z](?:-?[A-Za-z0-9])*$/, {
    abort: true,
    error: ({ input }) =>
      String(input).includes(':recovery-point:continuous:')
        ? 'must be a snapshot, and is a continuous recovery point; restore it to the second you want by hand, take a snapshot of that, and name the snapshot'
        : 'must be an RDS snapshot or a recovery point of one; copy its ARN, such as arn:aws:rds:us-east-1:111122223333:snapshot:awsbackup:job-…',
  });

const snapshotArn = /^arn:aws:rds:([^:]+):(\d{12}):snapshot:/;

/** Where a snapshot that is named by its ARN lies; undefined for one that is named by its identifier: there. */
export function placeOfSnapshot(text: string): { readonly region: string; readonly account: string } | undefined {
  const [, region, account] = snapshotArn.exec(text) ?? [];
  return region === undefined || account === undefined ? undefined : { region, account };
}
