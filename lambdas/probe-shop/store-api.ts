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

const variationSchema = productSchema.extend({ parent: id });

/** Each with what its variations are told apart by; `null` is any. Products of shops with many sizes have hundreds. */
const variableSchema = productSchema.extend({
  attributes: z
    .array(
      z.object({
        name: text,
        /** Of one product alone: it has none. */
        taxonomy: text.nullable(),
        has_variations: z.boolean(),
        terms: z.array(z.object({ slug: text })).max(10_000),
      }),
    )
    .max(500),
  variations: z
    .array(z.object({ id, attributes: z.array(z.object({ name: text, value: text.nullable() })).max(500) }))
    .max(10_000),
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
export type ShownVariation = z.output<typeof variationSchema>;
export type VariableProduct = z.output<typeof variableSchema>;
export type Cart = z.output<typeof cartSchema>;
/** A placed order, or the draft of one. */
export type ShopOrder = z.output<typeof orderSchema>;

/** Of what a variation leaves open: the attribute's taxonomy or name, and the value's slug. */
export interface Choice {
  readonly attribute: string;
  readonly value: string;
}

/** The shop's public interface for carts and checkout, as one shopper uses it. Everything throws HttpFault, or Complaint. */
export class StoreApi {
  private nonce: string | undefined;

  constructor(private readonly shopper: Visitor) {}

  /** The oldest ones that are said to be in stock. */
  async simpleProducts(): Promise<readonly ShownProduct[]> {
    return this.list(productSchema, 'type=simple');
  }

  /** The oldest ones of which a variation is said to be in stock. */
  async variableProducts(): Promise<readonly VariableProduct[]> {
    return this.list(variableSchema, 'type=variable');
  }

  /** The oldest ones of those products that are said to be in stock. */
  async variationsOf(productIds: readonly number[]): Promise<readonly ShownVariation[]> {
    return this.list(variationSchema, `type=variation&parent=${productIds.join(',')}`);
  }

  async cart(): Promise<Cart> {
    return this.taken(await this.shopper.get(`${base}/cart`));
  }

  /** @param choices what a variation leaves open @default - a product without any */
  async add(productId: number, choices: readonly Choice[] = []): Promise<Cart> {
    return this.taken(await this.send('cart/add-item', { id: productId, quantity: 1, variation: choices }));
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

  private async list<T>(schema: z.ZodType<T>, which: string): Promise<readonly T[]> {
    const target = `${base}/products?${which}&stock_status=instock&orderby=id&order=asc&per_page=10`;
    return read(z.array(schema).max(100), await this.shopper.get(target));
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
