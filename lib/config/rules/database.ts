import { databaseClasses } from '../database-classes';
import { placeOfSnapshot } from '../fields';
import { type Finding, shown } from '../finding';
import { type SizeName, sizes } from '../sizes';
import type { Draft, StoreRule } from './store-rule';

/** What RDS refuses only when the stack is deployed. */
export const databaseRule: StoreRule = (input) => [
  ...instanceClass(input.file),
  ...growth(input.file),
  ...window(input.file),
  ...restore(input.file),
];

function instanceClass({ database, size }: Draft): Finding[] {
  const given = database?.instanceClass;
  if (given === undefined) return [];
  const fault = noSuchClass(given) ?? (size && tooSmall(given, size));
  return fault ? [{ path: ['database', 'instanceClass'], got: shown(given), ...fault }] : [];
}

type Fault = Pick<Finding, 'must' | 'remedy'>;

function noSuchClass(given: string): Fault | undefined {
  const [family = '', grade = ''] = given.split('.');
  if (!/^[a-z]+\d+g/.test(family)) {
    return { must: 'must be a Graviton class', remedy: 'choose one such as t4g.medium or r7g.large' };
  }
  const grades = Object.hasOwn(databaseClasses, family) ? databaseClasses[family] : undefined;
  if (grades === undefined) {
    const families = Object.keys(databaseClasses).join(', ');
    return {
      must: 'must be of a family that RDS has for MariaDB on Graviton',
      remedy: `choose one of ${families}`,
    };
  }
  if (grades.includes(grade)) return undefined;
  return { must: `must be a size that ${family} has`, remedy: `choose one of ${grades.join(', ')}` };
}

/**
 * Classes too small: IAM authentication wants more memory than micro has, and Database Insights refuses micro and small.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html
 */
function tooSmall(given: string, size: SizeName): Fault | undefined {
  const insights = sizes[size].database.performanceInsights;
  const refused = insights ? ['micro', 'small'] : ['micro'];
  if (!refused.some((grade) => given.endsWith(`.${grade}`))) return undefined;
  return {
    must: `must be at least t4g.${insights ? 'medium' : 'small'} in size ${size}`,
    remedy: 'leave it out for the size’s own',
  };
}

/** Storage autoscaling wants a maximum of at least 110 % of what is allocated. */
function growth({ database, size }: Draft): Finding[] {
  if (!database || size === undefined) return [];
  const bySize = sizes[size].database;
  const allocated = database.allocatedGiB ?? bySize.allocatedGiB;
  const most = database.maxAllocatedGiB ?? bySize.maxAllocatedGiB;
  const least = Math.ceil((allocated * 11) / 10);
  if (most >= least) return [];
  const written = database.maxAllocatedGiB !== undefined;
  return [
    {
      path: ['database', written ? 'maxAllocatedGiB' : 'allocatedGiB'],
      must: written
        ? `must be at least ${least} when ${allocated} GiB are allocated`
        : `must leave room to grow below ${most} GiB`,
      got: String(written ? most : allocated),
      remedy: written ? 'raise it, or lower database.allocatedGiB' : `set database.maxAllocatedGiB to ${least} or more`,
    },
  ];
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const week = 7 * 24 * 60;

/** RDS wants a window of 30 minutes to under 24 hours, ElastiCache of 60 at least: both get this one. It may end in the next week. */
function window({ database }: Draft): Finding[] {
  const text = database?.maintenanceWindow;
  if (text === undefined) return [];
  const [from = 0, to = 0] = text.split('-').map(minuteOfWeek);
  const minutes = (to - from + week) % week;
  if (minutes >= 60 && minutes < 24 * 60) return [];
  return [
    {
      path: ['database', 'maintenanceWindow'],
      must: 'must last from 60 minutes to under 24 hours',
      got: `${shown(text)}, ${minutes} minutes`,
      remedy: 'move its end, such as tue:02:00-tue:03:00',
    },
  ];
}

function minuteOfWeek(text: string): number {
  const [day = '', hours = '', minutes = ''] = text.split(':');
  return (days.indexOf(day) * 24 + Number(hours)) * 60 + Number(minutes);
}

/**
 * A database is never restored over another: the restored one belongs to a later generation, whose names are free, and RDS makes it
 * of a snapshot of its own region and account.
 */
function restore(file: Draft): Finding[] {
  const given = file.database?.restoreFrom;
  if (given === undefined) return [];
  const path = ['database', 'restoreFrom'];
  const findings: Finding[] = [];
  if (file.generation === 1) {
    findings.push({
      path,
      must: 'must belong to generation 2 or later',
      got: shown(given),
      remedy: 'raise generation by 1: the database of this generation stays as it is, beside the restored one',
    });
  }
  return [...findings, ...elsewhere(given, file)];
}

function elsewhere(snapshot: string, { region, account }: Draft): Finding[] {
  const place = placeOfSnapshot(snapshot);
  if (place === undefined) return [];
  const home = { region: region ?? place.region, account: account ?? place.account };
  if (place.region === home.region && place.account === home.account) return [];
  return [
    {
      path: ['database', 'restoreFrom'],
      must: `must lie in ${home.region} of account ${home.account}`,
      got: shown(`${place.region} of ${place.account}`),
      remedy: 'copy the recovery point there first, as docs/runbooks/after-a-restore.md says',
    },
  ];
}
