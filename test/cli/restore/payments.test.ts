import { entryOf } from '../../../cli/restore/journal-events';
import { paymentsIn, renderPayments } from '../../../cli/restore/payments';
import { erased, issued, message, paid, refunded } from './lines';

const entries = (...events: object[]) => events.flatMap((event) => entryOf(message(event)) ?? []);
const payments = paymentsIn(
  entries(
    issued(41),
    paid(41),
    refunded(41, 42),
    paid(43, { gateway: 'cod', transaction: '', amount: '0.1' }),
    paid(44, { amount: '0.20' }),
    erased('order', 41),
  ),
);

test('lists what was paid and paid back, with sums to hold against the gateway’s', () => {
  expect(renderPayments(payments, 'text')).toBe(
    `at                    event     order  gateway  reference  amount  currency
2026-11-25T10:00:00Z  paid      41     stripe   pi_41      19.90   EUR
2026-11-25T10:00:00Z  refunded  41     stripe   refund 42  5       EUR
2026-11-25T10:00:00Z  paid      43     cod                 0.1     EUR
2026-11-25T10:00:00Z  paid      44     stripe   pi_44      0.20    EUR
sum stripe paid EUR 20.10
sum stripe refunded EUR 5.00
sum cod paid EUR 0.10
`,
  );
});

test('writes CSV that no spreadsheet takes for a formula', () => {
  const odd = paymentsIn(entries(paid(45, { transaction: '=HYPERLINK("x"),1' }), paid(46, { gateway: '@sum' })));
  expect(renderPayments(odd, 'csv').split('\r\n')).toEqual([
    'at,event,order,gateway,reference,amount,currency',
    `2026-11-25T10:00:00Z,paid,45,stripe,"'=HYPERLINK(""x""),1",19.90,EUR`,
    `2026-11-25T10:00:00Z,paid,46,'@sum,pi_46,19.90,EUR`,
    '',
  ]);
});

test('writes JSON, also of nothing', () => {
  expect(JSON.parse(renderPayments(payments, 'json'))).toEqual(payments);
  expect(renderPayments([], 'json')).toBe('[]\n');
  expect(renderPayments([], 'text')).toBe('at  event  order  gateway  reference  amount  currency\n');
});
