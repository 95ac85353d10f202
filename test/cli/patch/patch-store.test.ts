import { CommandError } from '../../../cli/exit-codes';
import { checkShow, type PatchOptions, planOf } from '../../../cli/patch/patch-store';
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

function refusalOf(options: PatchOptions): CommandError {
  try {
    planOf(store, options, now);
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

test.each(['', '  ', 'no', 'two\nlines', 'a\u001b[31m', `x${'y'.repeat(200)}`])('refuses reason %j', (reason) => {
  const { message, exitCode } = refusalOf({ reason });
  expect(message).toContain('--reason must be 3 to 200 characters on one line');
  expect(exitCode).toBe(2);
});

test('repeats no more than the beginning of a reason that it refuses', () => {
  expect(refusalOf({ reason: 'x'.repeat(201) }).message).toContain(`got "${'x'.repeat(60)}" and 141 more;`);
  // A character of two code units is not cut in half.
  expect(refusalOf({ reason: '😀'.repeat(101) }).message).toContain(`got "${'😀'.repeat(60)}" and 41 more;`);
  expect(refusalOf({ reason: 'no' }).message).toContain('got "no";');
});

test.each(['--show', ' --despite-findings', '-x1'])('takes no option for a reason: %j', (reason) => {
  const { message, exitCode } = refusalOf({ reason });
  expect(message).toContain(`--reason must not begin with "-", got ${JSON.stringify(reason.trim())}`);
  expect(exitCode).toBe(2);
});

test('says that a reason is missing, and what it is for', () => {
  const { message, exitCode } = refusalOf({ despiteFindings: true });
  expect(message).toMatch(/^--reason is missing: .*evidence.*CVE-2026-12345.*--show/);
  expect(exitCode).toBe(2);
});

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
