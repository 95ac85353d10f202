import { readFileSync } from 'node:fs';
import path from 'node:path';
import { behaviours } from '../../doors/requests';
import { Player } from '../support/player';
import type { Shop } from '../support/shop';
import type { Check, Mutant } from './mutant';
import { pluginProbes } from './plugin-probes';
import { played } from './rows';

const folder = 'wordpress/mu-plugins/storefort';
const host = path.resolve(__dirname, '../../../host');

/** Files whose every registration counts by itself; of the others the whole class. */
const each = ['route-guard', 'staff-identity', 'accounts-hidden', 'stored-content', 'staff-pages', 'urls', 'surface'];

/** Each class, and each hook of the guards, not registered. */
export function classMutants(shop: Shop): Mutant[] {
  const checks = checksOf(shop);
  return [
    ...without('plugin', /^ +(?:Door::\w+ => )?\(?(?:new \w+\(.*\)\)|\$caller)->register\(\)[;,]$/gm, checks),
    ...each.flatMap((file) => without(file, /^ +(?:add|remove)_(?:filter|action)\(.*\);$/gm, checks)),
    ...without('route-guard', /^ +\$this->judge(?:Script|Variables|Members)\(.*\);$/gm, checks),
  ];
}

function without(file: string, line: RegExp, checks: readonly Check[]): Mutant[] {
  const name = `${folder}/${file}.php`;
  const text = readFileSync(path.join(host, name), 'utf8');
  const lines = text.match(line) ?? [];
  if (lines.length === 0) throw new Error(`${name} registers nothing: mend the pattern`);
  return lines.map((found) => ({
    name: `${file}.php: ${found.trim()}`,
    files: {
      [name]: text.replace(
        found,
        found.includes('=>') && found.trim().startsWith('Door') ? found.replace(/=> .*,$/, '=> null,') : '',
      ),
    },
    reload: ['php-fpm'],
    checks,
  }));
}

/** What staff is refused at the shop door, what integrations may, and what nobody is told. */
function checksOf(shop: Shop): Check[] {
  const player = new Player(shop);
  const names =
    /an administrator|a cashier|accounts|author|which it did not declare|with its key|application password|signs in|draft|by variable|confirms|names the action|writes an article|makes an account$|does several|one-time|opens a product|posts by/;
  const chosen = behaviours.filter(({ name }) => names.test(name));
  return [
    ...Object.entries(pluginProbes).map(([name, probe]) => ({ name, run: () => probe(shop) })),
    ...chosen.map((behaviour) => played(player, behaviour)),
  ];
}
