import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemaText } from '../../cli/schema/json-schema';
import { referencePageText } from '../../cli/schema/reference-page';
import { allFields } from '../../lib/config/describe-fields';
import { loadStore, loadStores } from '../../lib/config/load';
import { changed, loaded, sound, today } from './store-file';

const root = join(__dirname, '..', '..');
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

test('stores/store.schema.json is current: run npm run schema', () => {
  expect(read('stores', 'store.schema.json')).toBe(jsonSchemaText());
});

test('docs/store-file.md is current: run npm run schema', () => {
  expect(read('docs', 'store-file.md')).toBe(referencePageText());
});

test('every field has a description', () => {
  const fields = allFields();
  expect(fields.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['domain', 'backup.offsite.reason', 'payments[].mode']),
  );
  expect(fields.filter(({ field }) => !field.description).map(({ path }) => path)).toEqual([]);
});

test('the example names the schema in its first line and loads', () => {
  expect(read('stores', 'example.yaml').split('\n')[0]).toBe('# yaml-language-server: $schema=./store.schema.json');
  expect(loadStore(join(root, 'stores', 'example.yaml'), { today })).toMatchObject({ name: 'example', size: 'solo' });
});

test('every default is the safe one', () => {
  expect(loaded({ 'acme.yaml': sound })).toMatchObject([
    {
      trial: false,
      dns: { cutover: false },
      egress: { mode: 'block', domains: [] },
      backup: { retentionDays: 35, pointInTimeDays: 14, monthlyRetentionDays: 365, lock: 'governance' },
      integrations: [],
      plugins: [],
      writablePaths: [],
      accountParts: { cloudTrail: 'create', guardDuty: 'create', s3PublicAccessBlock: 'create' },
    },
  ]);
});

test('settles lifetimes: one day in a trial, none longer or shorter than the daily backups allow', () => {
  const backup = (lines: string): string => changed({ backup: `backup: { ${lines}, offsite: { region: us-west-2 } }` });
  const lifetimes = (content: string) => loaded({ 'acme.yaml': content })[0]?.backup;
  expect(lifetimes(`${sound}trial: true\n`)).toMatchObject({
    retentionDays: 1,
    pointInTimeDays: 1,
    monthlyRetentionDays: 1,
  });
  expect(lifetimes(backup('retentionDays: 7'))).toMatchObject({ pointInTimeDays: 7, monthlyRetentionDays: 365 });
  expect(lifetimes(backup('retentionDays: 400'))).toMatchObject({ pointInTimeDays: 14, monthlyRetentionDays: 400 });
});

test('takes IPv6 staff networks beside IPv4 ones, and a reason past the day of observing', () => {
  const stores = loaded({
    'acme.yaml': changed({
      staff: "staff: { networks: [203.0.113.0/29, '2001:db8::/48'] }",
      egress: 'egress: { mode: observe, until: 2026-02-01, reason: the new gateway is still being fitted }',
    }),
  });
  expect(stores).toMatchObject([
    { staff: { networks: ['203.0.113.0/29', '2001:db8::/48'] }, egress: { mode: 'observe' } },
  ]);
});

test('an error is one line a problem, with the path as it was given', () => {
  expect(() => loadStores(['nowhere/acme.yaml'])).toThrow(
    'nowhere/acme.yaml:1:1 the file must exist, got no such file; copy stores/example.yaml to it',
  );
});

test('takes the last day of observing itself', () => {
  const past = changed({ egress: 'egress: { mode: observe, until: 2026-02-28 }' });
  expect(loaded({ 'acme.yaml': past.replace('2026-02-28', today) })).toHaveLength(1);
});
