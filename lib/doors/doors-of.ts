import type { StoreConfig } from '../config/schema';
import type { Route } from './route';
import { neverServed } from './never-served';
import { routes } from './routes';

/** What of a store file the doors depend on. */
export type DoorsConfig = Pick<StoreConfig, 'integrations' | 'writablePaths'>;

/**
 * The doors of one store: its own rows (integrations, writable paths) before those that all stores share, and after what is never
 * served, whatever an integration's `/*` would take in.
 */
export function doorsOf(store: DoorsConfig): readonly Route[] {
  const shared = routes.filter((row) => !neverServed.includes(row));
  return [...neverServed, ...integrationRoutes(store), ...writableRoutes(store), ...shared];
}

function integrationRoutes({ integrations }: DoorsConfig): Route[] {
  return integrations.flatMap((integration) =>
    integration.routes.map((glob, index): Route => {
      const restGlob = /^\/wp-json(\/.*)$/.exec(glob.toLowerCase())?.[1];
      const methods = integration.methods;
      return {
        id: `integration-${integration.name}-${index}`,
        on: restGlob === undefined ? 'path' : 'rest',
        pattern: patternOf(restGlob ?? glob.toLowerCase()),
        why: integration.reason,
        shop: methods,
        staff: methods,
        servant: glob.endsWith('.php') ? 'script' : 'wordpress',
        programs: true,
        integration: {
          name: integration.name,
          credential: integration.credential,
          networks: integration.networks,
        },
      };
    }),
  );
}

/** Below uploads only: what lies elsewhere in wp-content is written by the shop and served to nobody. */
function writableRoutes({ writablePaths }: DoorsConfig): Route[] {
  return writablePaths
    .filter(({ path }) => path.startsWith('/uploads/'))
    .map(({ path, reason }, index) => ({
      id: `writable-${index}`,
      on: 'path',
      pattern: `^${escaped(`/wp-content${path.replace(/\/?\*?$/, '').toLowerCase()}`)}/.+${mediaKinds}`,
      why: reason,
      shop: ['GET'],
      staff: ['GET'],
      servant: 'upload',
    }));
}

const mediaKinds = '\\.(css|jpe?g|png|gif|webp|avif|woff2?|pdf|xml)$';

/** `/wc/v3/orders/*` also means `/wc/v3/orders`; without a star the route must be that one. */
function patternOf(glob: string): string {
  return glob.endsWith('/*')
    ? `^${escaped(glob.slice(0, -2))}(/|$)`
    : glob.endsWith('*')
      ? `^${escaped(glob.slice(0, -1))}`
      : `^${escaped(glob)}$`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\~]/g, '\\$&');
}
