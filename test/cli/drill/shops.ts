import { spawnSync } from 'node:child_process';
import { generateShop, type ShopPlan } from '../../support/shop-generator/generate-shop';
import { type RunningMariaDb, startMariaDb } from '../../support/mariadb';

/** A server with generated shops, which tests dump and drill. */
export interface Shops {
  readonly server: RunningMariaDb;
  readonly socket: string;
  stop(): Promise<void>;
}

/** Shops of now: a dump of them is as old as they are. */
export async function startShops(...plans: Partial<ShopPlan>[]): Promise<Shops> {
  const server = await startMariaDb();
  for (const plan of plans.length === 0 ? [{}] : plans)
    await generateShop((sql) => server.ask(sql), { orders: 30, until: new Date(), ...plan });
  const [[socket = ''] = []] = await server.ask('SELECT @@socket');
  return { server, socket, stop: () => server.stop() };
}

/** Dumps with the machine's program. @returns the file */
export function dumpOf(shops: Shops, file: string, args: readonly string[] = ['shop']): string {
  const usual = ['--no-defaults', `--socket=${shops.socket}`, '--user=root', '--single-transaction', '--hex-blob'];
  const charset = args.some((arg) => arg.startsWith('--default-character-set'))
    ? []
    : ['--default-character-set=utf8mb4'];
  const { status, stderr } = spawnSync('mariadb-dump', [...usual, ...charset, `--result-file=${file}`, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`mariadb-dump: ${stderr}`);
  return file;
}
