import type { Choice, ShownProduct, ShownVariation, StoreApi, VariableProduct } from './store-api';

/** What is put into the cart, and the page that shows it. */
export interface Bought {
  /** The product's, or its variation's. */
  readonly id: number;
  readonly choices: readonly Choice[];
  /** Of the product: variations have none of their own, and are chosen on its page. */
  readonly name: string;
  readonly permalink: string;
}

export interface Search {
  /** How many products were listed. */
  readonly listed: number;
  /** @default - none can be bought */
  readonly bought?: Bought;
}

/**
 * The first simple product that can be bought; where there is none, the first variation. What else plugins sell is passed over: what
 * must be chosen of a bundle or a booking, they alone know.
 *
 * @throws HttpFault, Complaint
 */
export async function findProduct(shop: StoreApi): Promise<Search> {
  const simple = await shop.simpleProducts();
  const product = simple.find((one) => one.type === 'simple' && canBeBought(one));
  if (product !== undefined) return { listed: simple.length, bought: { ...product, choices: [] } };
  const variable = await shop.variableProducts();
  const parents = variable.filter((one) => one.type === 'variable' && canBeBought(one));
  const listed = simple.length + variable.length;
  if (parents.length === 0) return { listed };
  // A product is in stock when one of its variations is: which one, its list does not say.
  const variations = await shop.variationsOf(parents.map(({ id }) => id));
  const [bought] = variations
    .filter((one) => one.type === 'variation' && canBeBought(one))
    .flatMap((variation) => parents.flatMap((parent) => asBought(parent, variation)));
  return { listed, bought };
}

function canBeBought({ is_purchasable: isPurchasable, is_in_stock: isInStock }: ShownProduct): boolean {
  return isPurchasable && isInStock;
}

/** One, or none where it is not that product's, or leaves a choice where there is nothing to choose. */
function asBought(parent: VariableProduct, { id, parent: parentId }: ShownVariation): readonly Bought[] {
  const known = parent.variations.find((one) => one.id === id);
  if (parentId !== parent.id || known === undefined) return [];
  const open = known.attributes.filter(({ value }) => value === null).map(({ name }) => name);
  const choices = open.flatMap((name) => firstChoice(parent, name));
  const { name, permalink } = parent;
  return choices.length === open.length ? [{ id, choices, name, permalink }] : [];
}

function firstChoice({ attributes }: VariableProduct, sought: string): readonly Choice[] {
  const attribute = attributes.find(({ name, has_variations: isChosen }) => isChosen && name === sought);
  const [term] = attribute?.terms ?? [];
  return attribute === undefined || term === undefined
    ? []
    : [{ attribute: attribute.taxonomy ?? attribute.name, value: term.slug }];
}
