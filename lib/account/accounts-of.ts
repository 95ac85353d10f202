import { type AccountPart, contradictionsOf } from '../config/account-parts';
import type { RegionName } from '../config/regions';
import type { StoreConfig } from '../config/schema';

/** One AWS account in one region, as all stores in it want it. */
export interface AccountConfig {
  /** Twelve digits. */
  readonly account: string;
  readonly region: RegionName;
  /** Names of the stores that live here. */
  readonly stores: readonly string[];
  readonly parts: Readonly<Record<AccountPart, 'create' | 'existing'>>;
  /**
   * The one of the account's regions, the first by name, that has what an account needs once: the trail of all regions, and
   * Config's records of IAM. A store added in an earlier region moves it there; the former trail is kept and goes on.
   */
  readonly first: boolean;
  /** Who hears of the account: everybody who hears of a store in it. */
  readonly emails: readonly string[];
}

/** What there is to make here: the trail in the account's first region only. Empty: nothing at all. */
export function partsToMake({ parts, first }: Pick<AccountConfig, 'parts' | 'first'>): ReadonlySet<AccountPart> {
  const wanted = (Object.keys(parts) as AccountPart[]).filter((part) => parts[part] === 'create');
  return new Set(wanted.filter((part) => part !== 'cloudTrail' || first));
}

/**
 * The accounts of these stores, one for each account and home region, sorted. A store's offsite region and us-east-1 are none:
 * the trail covers them, and what runs there is the store's own.
 *
 * @throws Error naming every pair of stores that want different things of one account, and the field
 */
export function accountsOf(stores: readonly StoreConfig[]): AccountConfig[] {
  const contradictions = allContradictions(stores);
  if (contradictions.length > 0) throw new Error(contradictions.join('\n'));
  const accounts = new Map<string, StoreConfig[]>();
  for (const store of stores) {
    const id = `${store.account}-${store.region}`;
    accounts.set(id, [...(accounts.get(id) ?? []), store]);
  }
  const seen = new Set<string>();
  return [...accounts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, [store, ...others]]) => (store ? [accountOf(store, others, seen)] : []));
}

function accountOf(store: StoreConfig, others: readonly StoreConfig[], seen: Set<string>): AccountConfig {
  const first = !seen.has(store.account);
  seen.add(store.account);
  const all = [store, ...others];
  return {
    account: store.account,
    region: store.region,
    stores: all.map(({ name }) => name).sort(),
    parts: store.accountParts,
    first,
    emails: [...new Set(all.flatMap(({ notify }) => notify.emails))].sort(),
  };
}

/** Files that were loaded together hold none; stores that were put together by other means may. */
function allContradictions(stores: readonly StoreConfig[]): string[] {
  return stores.flatMap((store, index) =>
    stores.slice(index + 1).flatMap((other) =>
      contradictionsOf(store, other).map(({ part, mine, theirs, where }) => {
        const said = (name: string, wish: string) => `stores/${name}.yaml says accountParts.${part}: ${wish}`;
        return `${said(store.name, mine)}, ${said(other.name, theirs)}, and both share ${where}; make them the same`;
      }),
    ),
  );
}
