import { checkShow, planOf } from '../../../cli/patch/patch-store';
import { aStore } from '../../support/stores';

const now = new Date('2026-11-25T10:00:00.123Z');
const store = aStore({ generation: 3 });
const wanted = {
  region: 'us-east-1',
  machineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:storefort-acme-g3-patch',
  name: 'by-hand-20261125T100000Z',
};

test('opens a window at home, for a reason', () => {
  expect(planOf(store, { reason: ' CVE-2026-12345 ' }, now)).toEqual({
    ...wanted,
    input: { reason: 'CVE-2026-12345' },
  });
  expect(planOf(store, { reason: 'Lücke im Plugin', despiteFindings: true }, now)).toEqual({
    ...wanted,
    input: { reason: 'Lücke im Plugin', despiteFindings: true },
  });
});

test.each([undefined, '', '  ', 'no', 'two\nlines', 'a\u001b[31m', `x${'y'.repeat(200)}`])(
  'refuses reason %j',
  (reason) => {
    expect(() => planOf(store, { ...(reason !== undefined && { reason }) }, now)).toThrow(
      '--reason must be 3 to 200 characters on one line',
    );
  },
);

test('takes up a window of this store', () => {
  const follow = 'arn:aws:states:us-east-1:111122223333:execution:storefort-acme-g3-patch:scheduled-1';
  expect(planOf(store, { follow }, now)).toEqual({ region: 'us-east-1', executionArn: follow });
  expect(() => planOf(store, { follow, reason: 'CVE-2026-12345' }, now)).toThrow(
    '--follow starts nothing: it takes no --reason',
  );
});

test.each([
  'arn:aws:states:us-east-1:111122223333:execution:storefort-acme-g3-drill:x',
  'arn:aws:states:us-east-1:444455556666:execution:storefort-acme-g3-patch:x',
  'x',
])('follows nobody else’s: %s', (follow) => {
  expect(() => planOf(store, { follow }, now)).toThrow('--follow must be the ARN of a patch of acme (generation 3)');
});

test('shows without starting anything', () => {
  expect(() => {
    checkShow({ show: true, json: true });
  }).not.toThrow();
  expect(() => {
    checkShow({ show: true, reason: 'CVE', despiteFindings: true });
  }).toThrow('--show changes nothing: it takes no --reason, --despite-findings');
});
