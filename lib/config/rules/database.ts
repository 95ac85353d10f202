import { type Finding, shown } from '../finding';
import { sizes } from '../sizes';
import type { Draft, StoreRule } from './store-rule';

/** What RDS refuses only when the stack is deployed. */
export const databaseRule: StoreRule = (input) => [
  ...instanceClass(input.file),
  ...growth(input.file),
  ...window(input.file),
];

/**
 * Classes too small: IAM authentication wants more memory than micro has, and Database Insights refuses micro and small.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html
 */
function instanceClass({ database, size }: Draft): Finding[] {
  const given = database?.instanceClass;
  if (given === undefined || size === undefined) return [];
  const path = ['database', 'instanceClass'];
  const family = /^[a-z]+\d+(g?)/.exec(given);
  if (family?.[1] !== 'g') {
    return [
      {
        path,
        must: 'must be a Graviton class',
        got: shown(given),
        remedy: 'choose one such as t4g.medium or r7g.large',
      },
    ];
  }
  const smallest = sizes[size].database.performanceInsights ? ['nano', 'micro', 'small'] : ['nano', 'micro'];
  if (!smallest.some((tooSmall) => given.endsWith(`.${tooSmall}`))) return [];
  const must = `must be at least t4g.${sizes[size].database.performanceInsights ? 'medium' : 'small'} in size ${size}`;
  return [{ path, must, got: shown(given), remedy: 'leave it out for the size’s own' }];
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
