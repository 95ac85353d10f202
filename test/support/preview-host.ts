import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DoorsConfig } from '../../lib/doors/doors-of';
import { type DoorName } from '../../lib/doors/route';
import { doorAddresses } from '../../cli/host/ports';
import { type Preview, startPreview } from '../../cli/host/preview';
import { missingPackages, thisMachine } from '../../cli/host/programs';
import type { PluginSource } from '../../cli/host/release';
import { standIns } from '../../cli/host/run';
import { type Address, type Answer, ask, askRaw, type Sent } from './http-answer';
import { copyOfTemplate, previewCache } from './preview-template';

export { type Answer, CookieJar, type Sent } from './http-answer';

/** `describe` where all programs of a preview are installed; elsewhere skipped, and said so. In CI they must be there. */
export function describeHost(): jest.Describe {
  const missing = missingPackages(thisMachine());
  if (missing.length === 0) return describe;
  if (process.env.CI !== undefined) throw new Error(`tests in CI need ${missing.join(', ')}: apt-get install them`);
  console.warn(`skipped, because these packages are not installed: ${missing.join(', ')}`);
  return describe.skip;
}

export interface PreviewHostOptions {
  /** @default - the stand-ins */
  readonly plugins?: readonly PluginSource[];
  readonly doors?: DoorsConfig;
  readonly phpWorkers?: number;
}

/** Cookies and REST nonce of somebody who is signed in. */
export interface Session {
  readonly cookie: string;
  readonly nonce: string;
}

export type Person = 'admin' | 'customer' | 'cashier';

/** A preview in a folder of its own, with a shop that is installed and seeded, and ways to talk to it. */
export class PreviewHost {
  private constructor(
    readonly preview: Preview,
    /** Values of the placeholders that test/doors/requests/behaviour.ts lists, but those of a session. */
    readonly seeded: Readonly<Record<string, string>>,
  ) {}

  static async start(options: PreviewHostOptions = {}): Promise<PreviewHost> {
    const plugins = options.plugins ?? standIns();
    const root = mkdtempSync(path.join(tmpdir(), 'sf-'));
    chmodSync(root, 0o755);
    const seeded = await copyOfTemplate(plugins, root);
    const { doors, phpWorkers } = options;
    const cache = previewCache();
    const preview = await startPreview({ root, port: 0, plugins, doors, phpWorkers, cache, ticking: false });
    const host = new PreviewHost(preview, {
      ...seeded,
      'shop-host': `${doorAddresses.shop}:${preview.port}`,
      'staff-host': `${doorAddresses.staff}:${preview.port}`,
    });
    return host;
  }

  /** One request at a door. */
  async ask(door: DoorName, sent: Sent): Promise<Answer> {
    return ask(this.addressOf(door), sent);
  }

  /** Bytes at a door, and what came of them. */
  async askRaw(door: DoorName, bytes: string | Buffer, quietMs?: number): Promise<string> {
    return askRaw(this.addressOf(door), bytes, quietMs);
  }

  /** Behind the front, as only the load balancer can: nothing is added, so `host` and `x-storefort-door` are the caller's. */
  async askHost(sent: Sent): Promise<Answer> {
    return ask({ host: '127.0.0.1', port: this.preview.hostPort }, sent);
  }

  async askHostRaw(bytes: string | Buffer, quietMs?: number): Promise<string> {
    return askRaw({ host: '127.0.0.1', port: this.preview.hostPort }, bytes, quietMs);
  }

  addressOf(door: DoorName): Address {
    return { host: doorAddresses[door], port: this.preview.port, ca: this.preview.ca };
  }

  /** What the front says in `X-Storefort-Door`. */
  doorSecret(door: DoorName): string {
    return JSON.parse(this.read(`secrets/${door}-door.json`)) as string;
  }

  /** A file below the preview's folder. */
  read(file: string): string {
    return readFileSync(path.join(this.preview.root, file), 'utf8');
  }

  /** As if they had just signed in. */
  async signedIn(person: Person): Promise<Session> {
    return JSON.parse(await this.preview.php(sessionOf(Number(this.seeded[person])))) as Session;
  }

  /** What the till shows as `Authorization: Bearer`. */
  async cashierToken(): Promise<string> {
    return this.preview.php(tokenOf(Number(this.seeded['cashier'])));
  }

  async stop(): Promise<void> {
    await this.preview.stop();
    rmSync(this.preview.root, { recursive: true, force: true });
  }
}

function sessionOf(user: number): string {
  return `
    $expires = time() + DAY_IN_SECONDS;
    $token = WP_Session_Tokens::get_instance(${user})->create($expires);
    $cookies = [LOGGED_IN_COOKIE => 'logged_in', SECURE_AUTH_COOKIE => 'secure_auth'];
    foreach ($cookies as $name => $scheme) {
        $_COOKIE[$name] = wp_generate_auth_cookie(${user}, $expires, $scheme, $token);
        $sent[] = "$name=" . rawurlencode($_COOKIE[$name]);
    }
    wp_set_current_user(${user});
    echo json_encode(['cookie' => implode('; ', $sent), 'nonce' => wp_create_nonce('wp_rest')]);`;
}

function tokenOf(user: number): string {
  return `
    echo function_exists('Storefort\\\\StandIn\\\\Pos\\\\token')
        ? Storefort\\StandIn\\Pos\\token(${user}, 'access', 1800)
        : WCPOS\\WooCommercePOS\\Services\\Auth::instance()->generate_access_token(get_user_by('id', ${user}));`;
}
