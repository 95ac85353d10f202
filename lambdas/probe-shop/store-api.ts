import { z } from 'zod';
import { Complaint } from './finding';
import { headerOf, type Visit, type Visitor } from './visitor';

const base = '/wp-json/wc/store/v1';

const text = z.string().max(2_000);
const id = z.int().min(1).max(999_999_999_999);

const productSchema = z.object({
  id,
  name: text.min(1),
  type: text,
  permalink: text.min(1),
  is_purchasable: z.boolean(),
  is_in_stock: z.boolean(),
});

const addressSchema = z.object({ country: text, state: text });

const cartSchema = z.object({
  items: z.array(z.object({ key: text.min(1), id, quantity: z.number() })).max(500),
  needs_shipping: z.boolean(),
  payment_methods: z.array(text).max(100),
  billing_address: addressSchema,
});

const orderSchema = z.object({
  order_id: id,
  order_key: z.string().regex(/^wc_order_[A-Za-z0-9]{5,40}$/),
  status: text,
});

/** What of a product the shop shows to everyone. */
export type ShownProduct = z.output<typeof productSchema>;
export type Cart = z.output<typeof cartSchema>;
/** A placed order, or the draft of one. */
export type ShopOrder = z.output<typeof orderSchema>;

/** The shop's public interface for carts and checkout, as one shopper uses it. Everything throws HttpFault, or Complaint. */
export class StoreApi {
  private nonce: string | undefined;

  constructor(private readonly shopper: Visitor) {}

  /** The oldest simple products that are said to be in stock. */
  async products(): Promise<readonly ShownProduct[]> {
    const target = `${base}/products?type=simple&stock_status=instock&orderby=id&order=asc&per_page=10`;
    return read(z.array(productSchema).max(100), await this.shopper.get(target));
  }

  async cart(): Promise<Cart> {
    return this.taken(await this.shopper.get(`${base}/cart`));
  }

  async add(productId: number): Promise<Cart> {
    return this.taken(await this.send('cart/add-item', { id: productId, quantity: 1 }));
  }

  /** Takes those out. */
  async empty(items: Cart['items']): Promise<void> {
    for (const { key } of items) {
      const { items: left } = this.taken(await this.send('cart/remove-item', { key }));
      if (left.some((item) => item.key === key)) throw new Complaint('what was put into the cart cannot be taken out');
    }
  }

  async address(addresses: object): Promise<Cart> {
    return this.taken(await this.send('cart/update-customer', addresses));
  }

  /** The number and key that the order will have: WooCommerce makes them before anything is placed. */
  async draft(): Promise<ShopOrder> {
    return read(orderSchema, await this.shopper.get(`${base}/checkout`, this.headers()));
  }

  async order(details: object): Promise<ShopOrder> {
    return read(orderSchema, await this.send('checkout', details));
  }

  private send(route: string, body: object): Promise<Visit> {
    return this.shopper.post(`${base}/${route}`, body, this.headers());
  }

  private headers(): Readonly<Record<string, string>> {
    return this.nonce === undefined ? {} : { nonce: this.nonce };
  }

  private taken(visit: Visit): Cart {
    const cart = read(cartSchema, visit);
    this.nonce = headerOf(visit, 'nonce') ?? this.nonce;
    return cart;
  }
}

function read<T>(schema: z.ZodType<T>, visit: Visit): T {
  const { path, status } = visit;
  const document = json(visit.text);
  // The checkout makes something: it says so with 201 in some versions.
  if (status !== 200 && status !== 201)
    throw new Complaint(`${path} answered with status ${status}${codeOf(document)}`);
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new Complaint(`${path} answered something else than the Store API does${where === '' ? '' : `, at ${where}`}`);
}

/** WordPress's name of the error, which is never anybody's data; its sentence may be. */
function codeOf(document: unknown): string {
  const parsed = z.object({ code: z.string().regex(/^[a-z0-9_-]{1,80}$/) }).safeParse(document);
  return parsed.success ? ` (${parsed.data.code})` : '';
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
