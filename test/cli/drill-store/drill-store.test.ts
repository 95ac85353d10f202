import { planOf } from '../../../cli/drill-store/drill-store';
import { aStore } from '../../support/stores';

describe('which drill', () => {
  const now = new Date('2026-11-25T10:00:00.123Z');
  const store = aStore({ generation: 3 });
  const name = 'by-hand-20261125T100000Z';

  test('the database at home, unless asked otherwise', () => {
    expect(planOf(store, {}, now)).toEqual({
      region: 'us-east-1',
      machineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:storefort-acme-g3-drill',
      name,
      input: { resource: 'database' },
    });
    expect(planOf(store, { offsite: true, files: true }, now)).toEqual({
      region: 'us-west-2',
      machineArn: 'arn:aws:states:us-west-2:111122223333:stateMachine:storefort-acme-g3-offsite-drill',
      name,
      input: { resource: 'files' },
    });
  });

  test('a person may say that what is missing was taken out on purpose', () => {
    expect(planOf(store, { newCounts: true }, now)).toMatchObject({ input: { resource: 'database', newCounts: true } });
  });

  test.each(['storefort-acme-g3-drill', 'storefort-acme-g3-offsite-drill'])('takes up one of %s', (machine) => {
    const executionArn = `arn:aws:states:us-west-2:111122223333:execution:${machine}:scheduled-1`;
    expect(planOf(store, { follow: executionArn }, now)).toEqual({ region: 'us-west-2', executionArn });
  });

  test.each([
    'arn:aws:states:us-east-1:444455556666:execution:storefort-acme-g3-drill:x',
    'arn:aws:states:us-east-1:111122223333:execution:storefort-acme-g2-drill:x',
    'arn:aws:states:us-east-1:111122223333:stateMachine:storefort-acme-g3-drill',
    'x',
  ])('follows nobody else’s: %s', (follow) => {
    expect(() => planOf(store, { follow }, now)).toThrow('--follow must be the ARN of a drill of acme (generation 3)');
  });

  test('says that there is no offsite copy', () => {
    const reason = 'one region is all that this shop may use';
    const alone = aStore({ backup: { offsite: { enabled: false, reason } } });
    expect(() => planOf(alone, { offsite: true }, now)).toThrow('acme has no offsite copy to drill');
    expect(planOf(alone, {}, now)).toMatchObject({ region: 'us-east-1' });
  });
});
