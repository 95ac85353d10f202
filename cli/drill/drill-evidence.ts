import { randomUUID } from 'node:crypto';
import { version } from '../../package.json';
import { type CheckResult, verdictOf } from '../../lambdas/shared/check-result';
import type { DumpFacts } from '../../lambdas/shared/dump/dump-facts';
import { type Evidence, evidenceSchema } from '../../lambdas/shared/evidence';
import type { ShopFacts, ShopProof } from '../../lambdas/shared/shop-checks/check-shop';
import { dumpMeasures, dumpSubject, known } from '../dump-in-evidence';
import type { ThrowAwayServer } from '../mariadb/throw-away-server';

interface Drilled {
  readonly file: string;
  /** @default - unknown */
  readonly store: string | undefined;
  readonly startedAt: Date;
  readonly facts: DumpFacts;
  readonly server: Pick<ThrowAwayServer, 'version'>;
  readonly results: CheckResult[];
  readonly proof: Pick<ShopProof, 'counts' | 'shop'>;
  readonly seconds: { readonly start: number; readonly restore: number; readonly check: number };
}

/** What a drill of a dump proves. What is not judged (site, plugins, administrators) is listed here. */
export function drillEvidence(drilled: Drilled): Evidence {
  const { facts, results, proof, seconds } = drilled;
  return evidenceSchema.parse({
    schemaVersion: 1,
    id: randomUUID(),
    store: drilled.store ?? 'unknown',
    check: 'dump-drill',
    startedAt: drilled.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    producer: { name: 'storefort drill', version },
    subject: {
      ...dumpSubject(drilled.file, facts),
      restoredInto: `MariaDB ${drilled.server.version}`,
      ...shopSubject(proof.shop),
    },
    verdict: verdictOf(results),
    results,
    measures: {
      ...dumpMeasures(facts),
      ...proof.counts,
      startSeconds: seconds.start,
      restoreSeconds: seconds.restore,
      checkSeconds: seconds.check,
    },
  } satisfies Evidence);
}

function shopSubject(shop: ShopFacts | undefined): Record<string, string> {
  if (shop === undefined) return {};
  return known({
    site: shop.siteUrl,
    tablePrefix: shop.prefix,
    ordersIn: { hpos: 'tables of WooCommerce', posts: 'posts of WordPress' }[shop.storage],
    woocommerce: shop.wooCommerceVersion,
    currency: shop.currency,
    newestOrder: shop.newestOrder,
    plugins: shop.plugins?.join(', '),
    administrators: shop.administrators?.join(', '),
  });
}
