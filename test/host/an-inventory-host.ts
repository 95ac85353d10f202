import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  type Inventory,
  inventoryReceiptSchema,
  inventorySchema,
  type ShopInventory,
} from '../../lambdas/shared/inventory';
import { type Ran, WebHost } from './web-host';

export const release = 'f'.repeat(64);
/** What core says of itself in German. */
export const germanVersion = "<?php\n$wp_version = '6.8.3';\n$wp_local_package = 'de_DE';\n$wp_db_version = 60421;\n";

export function md5(text: string | Buffer): string {
  return createHash('md5').update(text).digest('hex');
}

/** A host whose release is made of a few files, and whose WordPress is a script that says what is active. */
export class InventoryHost {
  private constructor(readonly host: WebHost) {}

  static async create(): Promise<InventoryHost> {
    const host = await WebHost.create();
    if (host.call('make_folders').status !== 0) throw new Error('no folders');
    return new InventoryHost(host);
  }

  /** Files of the release that runs, by their paths below WordPress. */
  runs(files: Readonly<Record<string, string>> = {}): void {
    const least = { 'index.php': '<?php', 'wp-admin/index.php': '<?php', 'wp-includes/version.php': germanVersion };
    mkdirSync(this.at('wp-content/plugins'), { recursive: true });
    for (const [name, contents] of Object.entries({ ...least, ...files })) {
      this.host.write(`srv/storefort/releases/${release}/wordpress/${name}`, contents);
    }
    symlinkSync(`releases/${release}`, this.host.at('srv/storefort/current'));
  }

  /** Of a file of the release. */
  at(name: string): string {
    return this.host.at(`srv/storefort/releases/${release}/wordpress/${name}`);
  }

  /** What takes the place of asking the database. */
  chosen(php: string): void {
    this.host.write('opt/storefort/host/wordpress/inventory.php', `<?php ${php}`);
  }

  active(plugins: readonly string[] = [], themes: readonly string[] = []): void {
    this.chosen(`echo '${JSON.stringify({ plugins, themes })}';`);
  }

  take(id = 'one'): Ran {
    return this.host.script('bin/inventory.sh', [id]);
  }

  /** What was put, where the receipt says so and is true of it. */
  inventory(): Inventory {
    const ran = this.take();
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    const { key, ...receipt } = inventoryReceiptSchema.parse(JSON.parse(ran.stdout));
    const object = readFileSync(this.host.at(`release-bucket/${key}`));
    const sha256 = createHash('sha256').update(object).digest('hex');
    expect(receipt).toEqual({ sha256, bytes: object.length });
    return inventorySchema.parse(JSON.parse(gunzipSync(object).toString()));
  }

  shop(): ShopInventory {
    const { shop } = this.inventory();
    if (shop === undefined) throw new Error('the inventory has no shop');
    return shop;
  }

  /** @returns what it said; there is no receipt */
  failure(id?: string): string {
    const { status, stdout, stderr } = this.take(id);
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
    return stderr;
  }

  /** What is left of its work. */
  working(): string {
    return this.host.call('find "$RUN_DIR" -name "inventory*"').stdout;
  }

  remove(): void {
    this.host.remove();
  }
}
