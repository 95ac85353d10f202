import { z } from 'zod';
import { cidr, databaseSnapshot, domainName, scheduleExpression } from '../fields';
import { regionNames } from '../regions';
import { optOut } from './opt-out';

// What the store stands on: names, network, database, backups, account.

export const dns = z
  .strictObject({
    zone: z
      .union(
        [
          z.strictObject({
            id: z
              .string()
              .regex(
                /^Z[A-Z0-9]{1,31}$/,
                'must be a Route 53 hosted zone id such as Z0123456789ABCDEFGHIJ; copy it from the Route 53 console',
              )
              .describe('Route 53 hosted zone id.'),
            name: domainName.describe('The zone’s name: the domain itself or a parent of it.'),
          }),
          z.literal('external'),
        ],
        'must be { id, name } or external; write external when the DNS is not in Route 53 of this account',
      )
      .describe('The Route 53 zone in the same account, or `external`: the plan prints the records to create.'),
    cutover: z
      .boolean()
      .default(false)
      .describe('Point the domain at this store. Stays false until the owner has seen the shop at its new home.'),
  })
  .describe('Who answers for the domain, and whether it points here yet.');

export const network = z
  .strictObject({
    cidr: cidr
      .default('10.20.0.0/16')
      .describe(
        'IPv4 range of the store’s VPC: a private network of /16 to /20. Stores share the default, for their VPCs never route to each other; write a range where the VPC will be peered or joined to an office.',
      ),
  })
  .describe('The store’s own network.');

export const database = z
  .strictObject({
    instanceClass: z
      .string()
      .regex(
        /^[a-z]\d+[a-z]*\.[0-9a-z]+$/,
        'must be an RDS instance class without db., such as r7g.large; take the prefix away',
      )
      .optional()
      .describe('RDS instance class without the `db.` prefix; default: the size’s.'),
    allocatedGiB: z.int().min(20).max(65536).optional().describe('Storage at the start in GiB; default: the size’s.'),
    maxAllocatedGiB: z.int().min(22).max(65536).optional().describe('Storage may grow to this many GiB by itself.'),
    maintenanceWindow: z
      .string()
      .regex(
        /^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d$/,
        'must be ddd:hh:mm-ddd:hh:mm in UTC; write it as tue:02:00-tue:03:00',
      )
      .default('tue:02:00-tue:03:00')
      .describe('When RDS may patch, UTC, `ddd:hh:mm-ddd:hh:mm`, at least 60 minutes.'),
    restoreFrom: databaseSnapshot
      .optional()
      .describe(
        'Snapshot or AWS Backup recovery point, by identifier or ARN, that the database of this generation was made of. Keep it for as long as the generation lives: without it the next deploy makes an empty database.',
      ),
  })
  .describe('Settings of the MariaDB database that the size leaves open.');

export const backup = z
  .strictObject({
    retentionDays: z
      .int()
      .min(1)
      .max(36500)
      .optional()
      .describe('How long daily recovery points are kept; default 35.'),
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
      .union(
        [z.strictObject({ region: z.enum(regionNames).describe('Another region than the home region.') }), optOut],
        'must be { region } or { enabled: false, reason }; name a region, or say why there is no second copy',
      )
      .describe('Where the second, locked copy of every daily recovery point lives.'),
    rpoHours: z
      .int()
      .min(1)
      .max(168)
      .default(24)
      .describe('Recovery point objective: how old the newest backup may get.'),
    rtoHours: z.int().min(1).max(168).default(4).describe('Recovery time objective: how long a restore may take.'),
    exportSchedule: scheduleExpression
      .default('cron(15 1 * * ? *)')
      .describe('When the database is exported to the offsite bucket, readable without AWS Backup.'),
  })
  .describe('Backups, their second copy, and what the owner is promised.');

const part = z.enum(['create', 'existing']).default('create');

export const accountParts = z
  .strictObject({
    cloudTrail: part.describe('AWS CloudTrail of all regions.'),
    guardDuty: part.describe('Amazon GuardDuty detector.'),
    config: part.describe('AWS Config recorder.'),
    accessAnalyzer: part.describe('IAM Access Analyzer for external access.'),
    inspector: part.describe('Amazon Inspector for EC2 and Lambda.'),
    s3PublicAccessBlock: part.describe('S3 Block Public Access for the whole account.'),
    ebsEncryption: part.describe('EBS encryption by default in the region.'),
    vulnerabilityFeed: part.describe('The account’s copy of the Wordfence Intelligence feed, and what fetches it.'),
  })
  .describe('`existing`: the account has it already, from a landing zone; Storefort neither makes nor changes it.');
