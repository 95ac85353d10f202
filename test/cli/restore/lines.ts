/** A message of PHP's log with an entry of the journal; the seal is nobody's, for only hosts look at it. */
export function message(event: object, seal = 'a'.repeat(64)): string {
  return `[25-Nov-2026 10:00:00 UTC] ${line(event, seal)}`;
}

/** The entry as a host gets it. */
export function line(event: object, seal = 'a'.repeat(64)): string {
  return `storefort journal ${seal} ${JSON.stringify(event)}`;
}

export const issued = (order: number, at = '2026-11-25T10:00:00Z') => ({ at, event: 'issued', order });

export const erased = (what: string, id: number, at = '2026-11-25T10:00:00Z') => ({ at, event: 'erased', what, id });

export const paid = (order: number, more: object = {}) => ({
  at: '2026-11-25T10:00:00Z',
  event: 'paid',
  order,
  gateway: 'stripe',
  amount: '19.90',
  currency: 'EUR',
  transaction: `pi_${order}`,
  ...more,
});

export const refunded = (order: number, refund: number) => {
  const { transaction: __, ...money } = paid(order, { event: 'refunded', amount: '5' });
  return { ...money, refund };
};
