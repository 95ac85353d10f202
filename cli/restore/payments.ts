import type { JournalEntry } from './journal-events';

/** One movement of money at a gateway. */
export interface Payment {
  readonly at: string;
  readonly event: 'paid' | 'refunded';
  readonly order: number;
  readonly gateway: string;
  /** The gateway's own number of it; of a refund, the shop's. */
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
}

/** What was paid and paid back, by time. */
export function paymentsIn(entries: readonly JournalEntry[]): Payment[] {
  return entries.flatMap(({ event }): Payment[] => {
    if (event.event !== 'paid' && event.event !== 'refunded') return [];
    const { at, order, gateway, amount, currency } = event;
    const reference = event.event === 'paid' ? event.transaction : `refund ${event.refund}`;
    return [{ at, event: event.event, order, gateway, reference, amount, currency }];
  });
}

const columns = ['at', 'event', 'order', 'gateway', 'reference', 'amount', 'currency'] as const;

export type PaymentFormat = 'text' | 'csv' | 'json';

export function renderPayments(payments: readonly Payment[], format: PaymentFormat): string {
  if (format === 'json') return `${JSON.stringify(payments)}\n`;
  const rows = [[...columns], ...payments.map((payment) => columns.map((column) => String(payment[column])))];
  if (format === 'csv') return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const table = rows
    .map(
      (row) =>
        `${row
          .map((text, at) => text.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
  return `${table}${sums(payments)}`;
}

/** RFC 4180. What a gateway chose must not become a formula where the file is opened. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** To hold against the gateway's own sums. In hundredths of hundredths: amounts are decimals, and have at most four places. */
function sums(payments: readonly Payment[]): string {
  const totals = new Map<string, number>();
  for (const { gateway, event, amount, currency } of payments) {
    const key = `${gateway} ${event} ${currency}`;
    totals.set(key, (totals.get(key) ?? 0) + Math.round(Number(amount) * 10_000));
  }
  return [...totals].map(([key, total]) => `sum ${key} ${(total / 10_000).toFixed(2)}\n`).join('');
}
