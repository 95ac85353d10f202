import { readFileSync } from 'node:fs';
import path from 'node:path';
import { behaviours } from '../../doors/requests';
import { Player } from '../support/player';
import { limited, refusedOf } from '../support/limited';
import { probes } from '../support/probes';
import type { Shop } from '../support/shop';
import type { Check, Mutant } from './mutant';
import { type Edit, nginxEdits, phpEdits } from './edits';
import { played } from './rows';

const host = path.resolve(__dirname, '../../../host');

/** Rules of nginx and PHP taken out, as the hand-made list says. */
export function configurationMutants(shop: Shop): Mutant[] {
  const all = [...probeChecks(shop), ...limitChecks(shop), ...behaviourChecks(shop)];
  return [
    ...nginxEdits.map((edit) => mutantOf(edit, ['nginx'], all)),
    ...phpEdits.map((edit) => mutantOf(edit, ['php-fpm'], all)),
  ];
}

function mutantOf({ file, from, to = '' }: Edit, reload: Mutant['reload'], checks: readonly Check[]): Mutant {
  const text = readFileSync(path.join(host, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} no longer holds ${from}: mend the list of edits`);
  return { name: `${file}: ${from.split('\n')[0] ?? ''}`, files: { [file]: text.replace(from, to) }, reload, checks };
}

/** Dear ones last. */
export function probeChecks(shop: Shop): Check[] {
  return Object.entries(probes)
    .map(([name, probe]) => ({ name, run: () => probe(shop) }))
    .sort((one, other) => Number(/made without/.test(one.name)) - Number(/made without/.test(other.name)));
}

function limitChecks(shop: Shop): Check[] {
  return limited
    .filter(({ rows }) => ['comment', 'rest-checkout', 'query-search'].some((row) => rows.includes(row)))
    .map((each) => ({
      name: `limit of ${each.sent.target}`,
      run: async () => ((await refusedOf(shop, 'shop', each)) > 0 ? undefined : 'nobody was refused'),
    }));
}

/** A few that touch each of nginx's ways to answer. */
function behaviourChecks(shop: Shop): Check[] {
  const player = new Player(shop);
  const names =
    /opens the front page|loads a picture|loads a style of WordPress|runs a picture|runs an upload|downloads what is sold|names another|opens the dashboard|deletes a page|goes to the checkout|opens the sign-in$|opens a page behind/;
  return behaviours.filter(({ name }) => names.test(name)).map((behaviour) => played(player, behaviour));
}
