import type { CheckResult } from '../../lambdas/shared/check-result';
import { MariaDbShopDatabase } from '../../lambdas/shared/mariadb-shop-database';
import { checkShop, type ShopProof } from '../../lambdas/shared/shop-checks/check-shop';
import type { Expectations } from '../../lambdas/shared/shop-checks/expectations';
import type { ThrowAwayServer } from '../mariadb/throw-away-server';
import type { Complaint } from './client-complaint';

/** Checks what was restored; a shop that is not all there is not judged. */
export async function checkShopUnless(
  complaint: Complaint | undefined,
  server: ThrowAwayServer,
  expectations: Expectations,
): Promise<ShopProof> {
  if (complaint !== undefined)
    return { results: [shopResult('not-run', 'not run, because the dump was not restored to its end')] };
  let database: MariaDbShopDatabase | undefined;
  try {
    database = await MariaDbShopDatabase.open({
      address: { socketPath: server.socket },
      ...server.checker,
      schema: server.schema,
    });
    return await checkShop(database, server.schema, expectations);
  } catch (error) {
    return { results: [shopResult('error', error instanceof Error ? error.message : 'failed')] };
  } finally {
    await database?.close();
  }
}

function shopResult(verdict: 'error' | 'not-run', observed: string): CheckResult {
  return {
    id: 'shop-checks',
    what: 'the shop in the restored database is sound',
    observed,
    expected: 'every check of the shop is run',
    verdict,
  };
}
