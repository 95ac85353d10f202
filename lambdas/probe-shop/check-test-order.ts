import { z } from 'zod';
import type { HostCommands } from '../shared/host-commands';
import { printedJson } from './check-test-mail';
import { Complaint, failed, faultOf, type Finding, judged, unknown } from './finding';
import { type ShopOrder, StoreApi } from './store-api';
import { testAddresses } from './test-address';
import type { Visitor } from './visitor';

export interface TestOrder {
  readonly productId: number;
  readonly gateway: string;
}

export interface TestOrderPorts {
  readonly hosts: HostCommands;
  /** Cancels one order of exactly this product and customer. */
  readonly document: string;
  /** Until when an order is taken back that was placed. */
  readonly lastCall: AbortSignal;
}

/** What `test-order.sh` prints. */
const cancelledSchema = z.object({
  orderId: z.coerce.number(),
  statusBefore: z.string(),
  status: z.string(),
  managesStock: z.boolean(),
  quantity: z.number(),
  stockRestored: z.boolean(),
  inReports: z.boolean(),
});

type Cancelled = z.output<typeof cancelledSchema>;

/** A host may be replaced just now: what is placed must be cancelled. The document says the same when it is sent twice. */
const attempts = 3;

/**
 * Places one order of one product and cancels it again. Its number and key are known before it is placed, so that it is cancelled also
 * when the shop's answer gets lost; without a host that could cancel it, it is not placed.
 *
 * @param shopper who was never here
 */
export async function checkTestOrder(shopper: Visitor, order: TestOrder, ports: TestOrderPorts): Promise<Finding> {
  try {
    if ((await ports.hosts.reachable()).length === 0)
      return unknown('no host could cancel a test order, so none was placed');
    const shop = new StoreApi(shopper);
    const addresses = await fillCart(shop, order);
    const draft = await shop.draft();
    const { order: placed, wrong } = await place(shop, { ...addresses, payment_method: order.gateway }, draft);
    return await takeBack(placed, wrong, order, ports);
  } catch (error) {
    return faultOf(error);
  }
}

async function fillCart(shop: StoreApi, { productId, gateway }: TestOrder) {
  const { billing_address: assumed } = await shop.cart();
  await shop.add(productId);
  const addresses = testAddresses(assumed);
  const { items, payment_methods: gateways } = await shop.address(addresses);
  const [item, ...others] = items;
  if (item?.id !== productId || item.quantity !== 1 || others.length > 0)
    throw new Complaint(`the cart holds something else than one of product ${productId}, so nothing was ordered`);
  if (!gateways.includes(gateway)) throw new Complaint(`${gateway} is not offered, so nothing was ordered`);
  return addresses;
}

/** @returns the order that is to be taken back, and what is wrong with how it was placed; undefined: nothing */
async function place(
  shop: StoreApi,
  details: object,
  draft: ShopOrder,
): Promise<{ readonly order: ShopOrder; readonly wrong?: Finding }> {
  try {
    const order = await shop.order(details);
    const { order_id: id, order_key: key, status } = order;
    if (id !== draft.order_id || key !== draft.order_key)
      return { order, wrong: failed(`order ${id} was placed where ${draft.order_id} was announced`) };
    if (!['on-hold', 'processing', 'pending'].includes(status))
      return { order, wrong: failed(`order ${id} was placed as ${status}`) };
    return { order };
  } catch (error) {
    return { order: draft, wrong: faultOf(error) };
  }
}

async function takeBack(
  placed: ShopOrder,
  notPlaced: Finding | undefined,
  { productId }: TestOrder,
  ports: TestOrderPorts,
): Promise<Finding> {
  const cancelled = await cancel(placed, productId, ports);
  const taken = cancelled instanceof Error ? notCancelled(placed, cancelled) : judgeCancelled(placed, cancelled);
  if (notPlaced === undefined) return taken;
  // A draft that was never placed cannot be cancelled; one that was, although no answer came, is.
  const observed = taken.verdict === 'pass' ? 'it is cancelled all the same' : taken.observed;
  return { ...notPlaced, observed: `${notPlaced.observed}; ${observed}` };
}

function notCancelled({ order_id: id }: ShopOrder, error: Error): Finding {
  return unknown(`test order ${id} may stand: cancel it by hand, for ${error.message}`);
}

async function cancel(order: ShopOrder, productId: number, ports: TestOrderPorts): Promise<Cancelled | Error> {
  const { hosts, document, lastCall } = ports;
  const parameters = {
    ProductId: String(productId),
    OrderId: String(order.order_id),
    OrderKey: order.order_key,
  };
  let last = new Error('no host could be asked');
  for (let attempt = 0; attempt < attempts && !lastCall.aborted; attempt += 1) {
    try {
      const reachable = await hosts.reachable();
      const host = reachable[attempt % reachable.length];
      if (host === undefined) continue;
      const answer = await hosts.run(document, host, parameters, lastCall);
      const parsed = cancelledSchema.safeParse(printedJson(answer.output));
      if (parsed.success) return parsed.data;
      last = new Error(`${host} answered ${document} with something else`);
    } catch (error) {
      last = error instanceof Error ? error : new Error('its host did not say why');
    }
  }
  return last;
}

function judgeCancelled({ order_id: id }: ShopOrder, cancelled: Cancelled): Finding {
  const { orderId, status, managesStock, stockRestored, inReports, statusBefore } = cancelled;
  const complaints = [
    ...(orderId === id ? [] : [`order ${orderId} was cancelled instead of ${id}`]),
    ...(status === 'cancelled' ? [] : [`order ${id} is ${status}, not cancelled`]),
    ...(managesStock && !stockRestored ? [`the stock is not as it was before order ${id}`] : []),
    ...(inReports ? [`order ${id} counts in the reports`] : []),
  ];
  const stock = managesStock ? 'its stock is as before' : 'its product’s stock is not counted';
  return judged(complaints, `order ${id} was ${statusBefore} and is cancelled; ${stock}; no report counts it`);
}
