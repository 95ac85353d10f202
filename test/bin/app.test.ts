import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { chosenStores, storeInContext, UnknownStoreError } from '../../cli/chosen-stores';
import { StoreFileError } from '../../lib/config/errors';
import { aStoreFile } from '../support/stores';
import { run } from './run';

jest.setTimeout(60_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'storefort-test-'));
  write('acme', 'acme.example.com');
  write('other', 'other.example.com');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, domain: string): void {
  const file = aStoreFile({ domain, staffHost: `staff.${domain}`, mail: { via: 'ses', from: `orders@${domain}` } });
  writeFileSync(path.join(folder, `${name}.yaml`), stringify(file));
}

test('without a name, every store is built', () => {
  expect(chosenStores(folder, undefined).stores.map(({ name }) => name)).toEqual(['acme', 'other']);
});

test('with a name, one is built and all are known', () => {
  const { stores, knownStores } = chosenStores(folder, 'other');
  expect(stores.map(({ name }) => name)).toEqual(['other']);
  expect(knownStores.map(({ name }) => name)).toEqual(['acme', 'other']);
});

test('an unknown name is answered with the nearest and the list', () => {
  expect(() => chosenStores(folder, 'acne')).toThrow(
    new UnknownStoreError('acne', ['acme', 'other'], path.relative(process.cwd(), folder)),
  );
  expect(() => chosenStores(folder, 'acne')).toThrow(/did you mean "acme"\?; the stores are: acme, other$/);
});

test('a broken neighbour stops a store that is sound', () => {
  writeFileSync(path.join(folder, 'broken.yaml'), 'domain: [');
  expect(() => chosenStores(folder, 'acme')).toThrow(StoreFileError);
});

test('reads the name from the context of the CDK command line', () => {
  expect(storeInContext('{"store":"acme"}')).toBe('acme');
  expect(storeInContext('{}')).toBeUndefined();
  expect(storeInContext(undefined)).toBeUndefined();
});

test('the app says an unknown store plainly and ends with 1', async () => {
  const { code, stderr } = await run('app.ts', [], { env: { CDK_CONTEXT_JSON: '{"store":"exampel"}' } });
  expect(code).toBe(1);
  expect(stderr).toBe('-c store=exampel names no store, did you mean "example"?; the stores are: example\n');
});
