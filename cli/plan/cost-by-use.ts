import { longestGapHours } from '../../lib/config/longest-gap';
import type { StoreConfig } from '../../lib/config/schema';
import type { Size } from '../../lib/config/sizes';
import { databasePrices, hoursPerMonth, prices, regionFactor } from './prices';

/** Something that is paid when it happens, outside the ceiling. */
export interface UseLine {
  readonly what: string;
  /** Times a month, on average. */
  readonly timesAMonth: number;
  /** US dollars a month in its region, about; undefined when no price is known. */
  readonly dollars: number | undefined;
  readonly assumption: string;
}

/** A young shop's uploads, as the lines of the always-on cost assume. */
const uploadsGiB = 10;
/** A restore of the database, its checks, and its removal. */
const databaseHours = 3;
/** Restored files are kept while they are judged, and billed by the hour. */
const filesHours = 12;

/** What drills cost: they restore database and files, look, and throw away. Not part of the always-on cost. */
export function costByUse(store: StoreConfig, size: Size): UseLine[] {
  const { schedule, offsiteSchedule } = store.drill;
  const { offsite } = store.backup;
  return [
    line('restore drills at home', schedule, store.region, size, true),
    ...('region' in offsite
      ? [line(`restore drills of the offsite copy in ${offsite.region}`, offsiteSchedule, offsite.region, size, false)]
      : []),
  ];
}

function line(what: string, schedule: string, region: string, size: Size, tested: boolean): UseLine {
  const timesAMonth = hoursPerMonth / longestGapHours(schedule);
  const each = dollarsOfOne(size, region, tested);
  return {
    what: `${what}, ${frequency(timesAMonth)}`,
    timesAMonth: round(timesAMonth),
    dollars: each === undefined ? undefined : round(timesAMonth * each),
    assumption: `each ${databaseHours} hours of db.${size.database.instanceClass} with ${size.database.allocatedGiB} GiB, ${uploadsGiB} GiB of uploads restored and kept ${filesHours} hours${tested ? ', two restore tests' : ''}`,
  };
}

function dollarsOfOne({ database }: Size, region: string, tested: boolean): number | undefined {
  const instance = databasePrices[database.instanceClass];
  if (instance === undefined) return undefined;
  const storageHours = databaseHours / hoursPerMonth;
  const restored =
    databaseHours * instance.dollars +
    storageHours * database.allocatedGiB * prices.databaseStorage.dollars +
    uploadsGiB * prices.fileRestore.dollars +
    (filesHours / hoursPerMonth) * uploadsGiB * prices.fileStorage.dollars;
  return restored * regionFactor(region) + (tested ? 2 * prices.restoreTest.dollars : 0);
}

function frequency(timesAMonth: number): string {
  const everyDays = Math.round(hoursPerMonth / timesAMonth / 24);
  if (everyDays === 7) return 'weekly';
  return everyDays <= 1 ? 'daily' : `every ${everyDays} days at most`;
}

function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}
