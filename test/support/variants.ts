import type { StoreConfig, StoreFile } from '../../lib/config/schema';
import { aStore } from './stores';
import type { Variant } from './template';

/** A store that the gate synthesizes, and what the rules may know of it. */
export interface StoreVariant {
  readonly variant: Variant;
  readonly store: StoreConfig;
  /** aws-cdk-lib's own template validation runs on it, which takes seconds: a few variants stand for all. */
  readonly validated: boolean;
}

const sizes = ['solo', 'shop', 'surge'] as const;
/** Home and offsite region: the edge's own region, and another on another continent. */
const homes = { 'us-east-1': 'us-west-2', 'eu-central-1': 'eu-west-1' } as const;
const reason = 'the gate wants to see this choice synthesized';

function variantOf(changes: Partial<Variant> = {}): Variant {
  const base = { size: 'shop', trial: false, region: 'us-east-1', dns: 'zone', mail: 'ses', offsite: true } as const;
  const variant = {
    ...base,
    egress: 'block' as const,
    accountParts: 'create' as const,
    apex: false,
    cutover: false,
    staffIpv6: false,
    ...changes,
  };
  const place = variant.region === 'us-east-1' ? 'use1' : 'euc1';
  const name = `${variant.size}${variant.trial ? '-try' : ''}-${place}-${variant.dns === 'zone' ? 'zone' : 'ext'}`;
  return { ...variant, name: changes.name ?? name };
}

function storeOf(variant: Variant, changes: Partial<StoreFile>): StoreConfig {
  const region = variant.region as keyof typeof homes;
  const file: Partial<StoreFile> = {
    size: variant.size,
    trial: variant.trial,
    region,
    backup: { offsite: variant.offsite ? { region: homes[region] } : { enabled: false, reason } },
    ...(variant.dns === 'external' && { dns: { zone: 'external' } }),
    ...changes,
  };
  return aStore(file, variant.name);
}

function crossed(): Variant[] {
  return sizes.flatMap((size) =>
    [false, true].flatMap((trial) =>
      Object.keys(homes).flatMap((region) =>
        (['zone', 'external'] as const).map((dns) => variantOf({ size, trial, region, dns })),
      ),
    ),
  );
}

const smtp: StoreFile['mail'] = {
  via: 'smtp',
  from: 'orders@shop.example.com',
  host: 'smtp.relay.example.net',
  networks: ['198.51.100.16/28'],
  secretName: 'storefort/smtp',
};

/** A zone of the shop’s own; the staff door’s certificate and record are asked of the same zone. */
const apex: StoreFile['dns'] = { zone: { id: 'Z0123456789EXAMPLE01', name: 'shop.example.com' }, cutover: true };

const existing: StoreFile['accountParts'] = {
  cloudTrail: 'existing',
  guardDuty: 'existing',
  config: 'existing',
  accessAnalyzer: 'existing',
  inspector: 'existing',
  s3PublicAccessBlock: 'existing',
  ebsEncryption: 'existing',
  vulnerabilityFeed: 'existing',
};

const single: readonly (readonly [Partial<Variant>, Partial<StoreFile>])[] = [
  [{ name: 'smtp', mail: 'smtp' }, { mail: smtp }],
  [{ name: 'offsite-off', offsite: false }, {}],
  [{ name: 'egress-observe', egress: 'observe' }, { egress: { mode: 'observe', until: '2027-03-31', reason } }],
  [{ name: 'apex', apex: true, cutover: true }, { dns: apex }],
  [{ name: 'ipv6-staff', staffIpv6: true }, { staff: { networks: ['203.0.113.0/29', '2001:db8:1::/48'] } }],
  [{ name: 'account-existing', accountParts: 'existing' }, { accountParts: existing }],
];

const validatedNames = ['solo-try-euc1-ext', 'shop-use1-zone', 'surge-euc1-zone', 'smtp'];

/** The store has its variant’s name. Every size, trial or not, both home regions, both kinds of DNS; then every other choice once. */
export const storeVariants: readonly StoreVariant[] = [
  ...crossed().map((variant) => [variant, {}] as const),
  ...single.map(([changes, file]) => [variantOf(changes), file] as const),
].map(([variant, file]) => ({
  variant,
  store: storeOf(variant, file),
  validated: validatedNames.includes(variant.name),
}));
