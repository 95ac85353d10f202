import { contradictionsOf } from '../account-parts';
import type { Finding } from '../finding';
import { shown } from '../finding';
import { isNetwork, overlap, parseNetwork } from '../networks';
import type { RuleInput } from './store-rule';

/** One store among others: its rules' input, and what its file is called in errors. */
export interface StoreAmongOthers extends RuleInput {
  readonly path: string;
}

/**
 * What a store shares with one that stands before it in the list and must not: its name, a host, a network range, the domain
 * its mail is sent from; and what it must want as the other does: the parts of an account that both live in.
 * A range counts where it is written: who writes one means to join the VPC to others, in whatever account and region.
 * VPCs left at the default may be alike, for they route nowhere.
 */
export function acrossStores(store: StoreAmongOthers, before: readonly StoreAmongOthers[]): Finding[] {
  return before.flatMap((other) => [
    ...sameName(store, other),
    ...sameHosts(store, other),
    ...sameRange(store, other),
    ...otherWishes(store, other),
    ...sameSender(store, other),
  ]);
}

function sameName(store: StoreAmongOthers, other: StoreAmongOthers): Finding[] {
  if (store.name !== other.name) return [];
  return [
    {
      path: [],
      must: `must have another name than ${other.path}`,
      got: shown(store.name),
      remedy: 'rename one of the files',
    },
  ];
}

function sameHosts(store: StoreAmongOthers, other: StoreAmongOthers): Finding[] {
  const taken = [other.file.domain, other.file.staffHost];
  return (['domain', 'staffHost'] as const).flatMap((field): Finding[] => {
    const host = store.file[field];
    if (host === undefined || !taken.includes(host)) return [];
    const must = `must be another host than those of ${other.path}`;
    return [{ path: [field], must, got: shown(host), remedy: 'give every store hosts of its own' }];
  });
}

function sameRange(store: StoreAmongOthers, other: StoreAmongOthers): Finding[] {
  const path = ['network', 'cidr'];
  if (!store.wrote(path) || !other.wrote(path)) return [];
  const mine = parseNetwork(store.file.network?.cidr ?? '');
  const theirs = parseNetwork(other.file.network?.cidr ?? '');
  if (!isNetwork(mine) || !isNetwork(theirs) || !overlap(mine, theirs)) return [];
  const must = `must not overlap ${theirs.text} of ${other.path}`;
  return [
    {
      path,
      must,
      got: shown(mine.text),
      remedy: 'choose another range, or leave it out where the VPC is joined to none',
    },
  ];
}

function otherWishes(store: StoreAmongOthers, other: StoreAmongOthers): Finding[] {
  return contradictionsOf(store.file, other.file).map(({ part, mine, theirs, where }) => ({
    path: ['accountParts', part],
    must: `must be as in ${other.path}, which shares ${where} and says ${shown(theirs)}`,
    got: shown(mine),
    remedy: 'make them the same',
  }));
}

/** In one account an SES identity and its DNS records are named after the domain: a second store would find them taken. */
function sameSender(store: StoreAmongOthers, other: StoreAmongOthers): Finding[] {
  const mine = senderDomain(store);
  if (store.file.account !== other.file.account) return [];
  if (mine === undefined || mine !== senderDomain(other)) return [];
  return [
    {
      path: ['mail', 'from'],
      must: `must be of another domain than that of ${other.path}`,
      got: shown(mine),
      remedy: 'send from a domain below this shop’s own, such as orders@mail.shop.example.com',
    },
  ];
}

function senderDomain({ file: { mail } }: StoreAmongOthers): string | undefined {
  return mail?.via === 'ses' ? mail.from?.split('@').at(-1) : undefined;
}
