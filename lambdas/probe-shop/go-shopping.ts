import { Complaint, faultOf, type Finding, failed, notRun, passed } from './finding';
import { type Bought, findProduct } from './find-product';
import { pageNaming, pageReading, pageWith } from './pages';
import { type Cart, StoreApi } from './store-api';
import type { Visit, Visitor } from './visitor';

export const shoppingChecks = ['home', 'store-api', 'product', 'cart', 'checkout'] as const;
export type ShoppingCheck = (typeof shoppingChecks)[number];

/** Pages that are timed: each way a shopper takes. */
export type TimedPage = 'home' | 'product' | 'cart' | 'checkout';

export interface Shopping {
  readonly findings: Readonly<Record<ShoppingCheck, Finding>>;
  /** Pages as they were answered, each as often as it was asked for. */
  readonly pages: Readonly<Record<TimedPage, readonly Visit[]>>;
}

const nothingToBuy = 'no simple product, and no variation of a variable one, can be bought and is in stock';

/**
 * A shopper's way from the home page to the checkout's form, who then puts back what was in the cart. Nothing is bought. What one page
 * lacks does not keep the shopper from the others, unless there is no way to them.
 *
 * @param times how often each page is asked for, one after the other
 * @param homeText what must be read on the home page
 */
export async function goShopping(shopper: Visitor, times: number, homeText?: string): Promise<Shopping> {
  const pages: Record<TimedPage, Visit[]> = { home: [], product: [], cart: [], checkout: [] };
  const look = async (page: TimedPage, target: string, judge: (visit: Visit) => Visit): Promise<Finding> =>
    attempt(async () => {
      for (let time = 0; time < times; time += 1) {
        const visit = await shopper.get(target);
        pages[page].push(visit);
        judge(visit);
      }
      return passed(`${target.split('?')[0] ?? ''} is as it must be`);
    });

  const home = await look('home', '/', (visit) => pageReading(homeText, visit));
  const shop = new StoreApi(shopper);
  const { finding: storeApi, product } = await search(shop);
  if (product === undefined) {
    const nothing = notRun('the Store API names no product to buy');
    const lacking = storeApi.verdict === 'pass' ? failed(nothingToBuy) : nothing;
    const findings = { home, 'store-api': storeApi, product: lacking, cart: nothing, checkout: nothing };
    return { findings, pages };
  }
  const shown = await attempt(async () => {
    const target = pathAtShop(product.permalink, shopper.host);
    return look('product', target, (visit) => pageNaming(product.name, visit));
  });
  const filled = await withCart(shop, product, {
    cart: () => look('cart', '/cart/', (visit) => pageWith('cart', visit)),
    checkout: () => look('checkout', '/checkout/', (visit) => pageWith('checkout', visit)),
  });
  // Perhaps it is this shopper's session that is spoilt, and no other's: the next time it is a new one.
  if (filled.cart.verdict !== 'pass' || filled.checkout.verdict !== 'pass') shopper.cookies.forget();
  return { findings: { home, 'store-api': storeApi, product: shown, ...filled }, pages };
}

async function search(shop: StoreApi): Promise<{ finding: Finding; product?: Bought }> {
  try {
    const { listed, bought } = await findProduct(shop);
    return { finding: passed(`${listed} products are listed`), product: bought };
  } catch (error) {
    return { finding: faultOf(error) };
  }
}

/** What is looked at while one of the product is in the cart. It is taken out again whatever happened meanwhile. */
async function withCart(
  shop: StoreApi,
  product: Bought,
  looks: Readonly<Record<'cart' | 'checkout', () => Promise<Finding>>>,
): Promise<Record<'cart' | 'checkout', Finding>> {
  let items: Cart['items'] = [];
  const filled = await attempt(async () => {
    await shop.empty((await shop.cart()).items);
    ({ items } = await shop.add(product.id, product.choices));
    if (!items.some((item) => item.id === product.id)) throw new Complaint('what was put into the cart is not in it');
    return passed('filled');
  });
  if (filled.verdict !== 'pass') return { cart: filled, checkout: notRun('nothing could be put into the cart') };
  const cart = await looks.cart();
  const checkout = await looks.checkout();
  const emptied = await attempt(async () => {
    await shop.empty(items);
    return passed('emptied');
  });
  return { cart: cart.verdict === 'pass' ? emptiedOr(cart, emptied) : cart, checkout };
}

function emptiedOr(cart: Finding, emptied: Finding): Finding {
  return emptied.verdict === 'pass' ? cart : emptied;
}

/** @throws Complaint when it is another site's: a shopper would leave the shop by it */
function pathAtShop(permalink: string, host: string): string {
  const url = URL.canParse(permalink) ? new URL(permalink) : undefined;
  if (url?.protocol !== 'https:' || url.host !== host)
    throw new Complaint('the product’s address is not at the shop door');
  return `${url.pathname}${url.search}`;
}

async function attempt(doIt: () => Promise<Finding>): Promise<Finding> {
  try {
    return await doIt();
  } catch (error) {
    return faultOf(error);
  }
}
