import { z } from 'zod';

const line = z.string().max(300);
const version = z.string().max(100);
/** What components are named by: what a host says becomes part of an address that is asked. */
const slug = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/);
const md5 = z.string().regex(/^[0-9a-f]{32}$/);
/** Paths relative to the component's root, `/` between, and the MD5 of each file. */
const files = z.record(z.string().max(1000), md5);

const component = z.strictObject({
  /** Of the folder; of a plugin that is one file, its name without `.php`. */
  slug,
  name: line,
  version,
  files,
});

/**
 * What a host says it runs: host/bin/inventory.sh writes it. A host that was taken over can say anything; what this finds is
 * what a host does not hide. MD5, because it is what wordpress.org publishes.
 */
export const inventorySchema = z.strictObject({
  schemaVersion: z.literal(1),
  instanceId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  takenAt: z.iso.datetime(),
  /** `amazon-linux-2023`, or the machine that a preview runs on. */
  system: z.strictObject({
    name: line,
    /** Of Amazon Linux: the release the packages are locked to, such as 2023.6.20241121. */
    release: line,
    /** Releases that `dnf check-release-update` names, oldest first; undefined: it could not say. */
    newerReleases: z.array(line).max(500).optional(),
    runningKernel: line,
    /** Newest kernel installed. */
    installedKernel: line,
    /** As `needs-restarting -r` says; undefined: it could not say. */
    rebootNeeded: z.boolean().optional(),
    packages: z.array(z.strictObject({ name: line, version: line })).max(5000),
  }),
  /** Undefined: no release is active. */
  shop: z
    .strictObject({
      /** Checksum of the active release's archive. */
      release: line,
      core: z.strictObject({ version, locale: line, files }),
      plugins: z.array(component.extend({ active: z.boolean() })).max(500),
      mustUsePlugins: z.array(component).max(100),
      themes: z.array(component.extend({ active: z.boolean() })).max(100),
      /** Such as `de_DE`. */
      languages: z.array(line).max(500),
    })
    .optional(),
});

export type Inventory = z.output<typeof inventorySchema>;
export type ShopInventory = NonNullable<Inventory['shop']>;

/** Where a host puts an inventory: `<folder><instance id>/<command id>.json.gz`; and the line of JSON that it prints. */
export const inventoryFolder = 'inventories/';
export const inventoryReceiptSchema = z.strictObject({
  key: z.string().regex(/^inventories\/[a-z0-9-]{1,40}\/[a-z0-9-]{1,40}\.json\.gz$/),
  /** Of the object's bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(1),
});
export type InventoryReceipt = z.output<typeof inventoryReceiptSchema>;
