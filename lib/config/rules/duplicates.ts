import { dotted, type Finding, type Path, shown } from '../finding';
import type { Draft, StoreRule } from './store-rule';

type Listed = readonly (string | undefined)[] | undefined;

/** Lists whose entries are told apart by a name have each name once. */
export const duplicatesRule: StoreRule = ({ file }) => [
  ...named(['plugins'], 'name', namesIn(file.plugins, 'name')),
  ...named(['integrations'], 'name', namesIn(file.integrations, 'name')),
  ...named(['payments'], 'gateway', namesIn(file.payments, 'gateway')),
  ...named(['writablePaths'], 'path', namesIn(file.writablePaths, 'path')),
  ...named(['locales'], undefined, file.locales),
  ...named(['notify', 'emails'], undefined, file.notify?.emails),
  ...named(['egress', 'domains'], undefined, file.egress?.domains),
  ...named(['staff', 'administrators'], undefined, file.staff?.administrators, true),
  ...integrationLists(file),
];

function integrationLists(file: Draft): Finding[] {
  return (file.integrations ?? []).flatMap((integration, index) => [
    ...named(['integrations', index, 'routes'], undefined, integration?.routes),
    ...named(['integrations', index, 'methods'], undefined, integration?.methods),
  ]);
}

function namesIn<Key extends string>(
  list: readonly ({ [K in Key]?: string } | undefined)[] | undefined,
  key: Key,
): Listed {
  return list?.map((entry) => entry?.[key]);
}

function named(path: Path, key: string | undefined, names: Listed, caseless = false): Finding[] {
  // Mail addresses that differ in case reach one mailbox, and AWS subscribes it twice; WordPress finds logins without case; the
  // other names have no case or keep it.
  const folded = (names ?? []).map((name) => (caseless || name?.includes('@') ? name?.toLowerCase() : name));
  return (names ?? []).flatMap((name, index): Finding[] => {
    const first = folded.indexOf(folded[index]);
    if (name === undefined || first === index) return [];
    const tail = key === undefined ? [] : [key];
    const must = `must not repeat ${dotted([...path, first, ...tail])}`;
    return [{ path: [...path, index, ...tail], must, got: shown(name), remedy: 'take one of the two away' }];
  });
}
