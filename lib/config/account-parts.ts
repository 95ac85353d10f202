import type { RegionName } from './regions';
import type { StoreConfig } from './schema';

/** A part of what guards an account. */
export type AccountPart = keyof StoreConfig['accountParts'];

type Wish = 'create' | 'existing';

/** What a store, or the sound fields of a store file, wants of the account it lives in. */
export interface AccountWishes {
  readonly account?: string | undefined;
  readonly region?: RegionName | undefined;
  readonly accountParts?: Readonly<Partial<Record<AccountPart, Wish | undefined>>> | undefined;
}

/** One part that two stores of an account want differently. */
export interface Contradiction {
  readonly part: AccountPart;
  readonly mine: Wish;
  readonly theirs: Wish;
  /** The account, and its region where each region has a part of its own. */
  readonly where: string;
}

/** Parts that an account has once, whatever the region. */
const once: readonly string[] = ['cloudTrail', 's3PublicAccessBlock'] satisfies AccountPart[];

/** What two stores cannot both have, because they share an account and each of these parts is made once for both. */
export function contradictionsOf(store: AccountWishes, other: AccountWishes): Contradiction[] {
  const { account, region, accountParts = {} } = store;
  if (account === undefined || account !== other.account) return [];
  const sameRegion = region !== undefined && region === other.region;
  return (Object.keys(accountParts) as AccountPart[]).flatMap((part): Contradiction[] => {
    const mine = accountParts[part];
    const theirs = other.accountParts?.[part];
    if (mine === undefined || theirs === undefined || mine === theirs) return [];
    if (once.includes(part)) return [{ part, mine, theirs, where: `account ${account}` }];
    return sameRegion ? [{ part, mine, theirs, where: `account ${account} in ${region}` }] : [];
  });
}
