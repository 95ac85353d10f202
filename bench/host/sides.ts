import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../../cli/exit-codes';
import { doorAddresses } from '../../cli/host/ports';
import type { Preview } from '../../cli/host/preview';
import type { Answer } from '../../test/support/http-answer';
import { endOf } from './access-log';
import { askSide, type Side } from './side';
import type { Stock } from './stock';

/** On the title of the page's last post: no error page has it. */
export const title = 'A hat for the measurement';

// A cart keeps a shopper's pages out of every cache.
const cart = { Cookie: 'woocommerce_items_in_cart=1' };
// PHP is busy with a few, nginx with more.
const [toPhp, toNginx] = [8, 32];

/** The host, asked as the load balancer asks it. */
export function hostSides({ root, hostPort, port }: Preview): { readonly uncached: Side; readonly cached: Side } {
  const secret = JSON.parse(readFileSync(path.join(root, 'secrets/shop-door.json'), 'utf8')) as string;
  const headers = { Host: `${doorAddresses.shop}:${port}`, 'X-Storefort-Door': secret };
  const side = { port: hostPort, log: path.join(root, 'var/log/nginx/access.log'), holds: title };
  return {
    uncached: {
      ...side,
      name: 'host, uncached page',
      headers: { ...headers, ...cart },
      connections: toPhp,
      logged: /"status":200,.*"cache":"","php":"200"/,
    },
    cached: {
      ...side,
      name: 'host, cached page',
      headers,
      connections: toNginx,
      logged: /"status":200,.*"cache":"(HIT|STALE|UPDATING)"/,
    },
  };
}

/** The floor, asked the same. */
export function stockSides(stock: Stock, host: ReturnType<typeof hostSides>): { page: Side; file: Side } {
  const headers = (side: Side, port: number) => ({ ...side.headers, Host: `127.0.0.1:${port}` });
  return {
    page: {
      ...host.uncached,
      name: 'stock nginx and PHP-FPM',
      port: stock.wordPressPort,
      headers: headers(host.uncached, stock.wordPressPort),
      log: stock.wordPressLog,
      logged: /" 200 \d+ "/,
    },
    file: {
      ...host.cached,
      name: 'static file',
      port: stock.staticPort,
      headers: headers(host.cached, stock.staticPort),
      log: stock.staticLog,
      logged: /"status":200,/,
    },
  };
}

/**
 * One request: answered by whom it should be, with the right page.
 * @throws CommandError that says what came instead
 */
export async function checked(side: Side): Promise<Answer> {
  const agent = `bench-${randomUUID()}`;
  const before = endOf(side.log);
  const answer = await askSide(side, agent);
  const line = await loggedLine(side.log, before, agent);
  const complaints = [
    answer.status === 200 ? '' : `status ${answer.status}`,
    answer.body.includes(side.holds) && answer.body.includes('</html>') ? '' : 'another page',
    side.logged.test(line) ? '' : `the log's line ${line}`,
  ].filter((complaint) => complaint !== '');
  if (complaints.length > 0)
    throw new CommandError(`${side.name} must answer with the page, got ${complaints.join(', ')}`);
  return answer;
}

/** nginx writes it when the answer has gone out. */
async function loggedLine(log: string, from: number, agent: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const line = readFileSync(log)
      .subarray(from)
      .toString()
      .split('\n')
      .find((one) => one.includes(agent));
    if (line !== undefined) return line;
    await sleep(20);
  }
  throw new CommandError(`${log} must have a line of each request, got none`);
}
