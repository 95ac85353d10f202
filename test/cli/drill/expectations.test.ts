import { expect, test } from '@jest/globals';
import { expectationsOf } from '../../../cli/drill/expectations';
import type { Manifest } from '../../../lambdas/shared/manifest';
import { loadStore } from '../../../lib/config/load';

const store = loadStore('stores/example.yaml');
const modifiedAt = new Date('2026-11-25T01:02:04Z');
const manifest = { database: { time: '2026-11-25T01:00:03Z' } } as Manifest;

test('takes site, plugins, administrators, retention and quiet hours from the store file', () => {
  expect(
    expectationsOf({ ...store, staff: { ...store.staff, administrators: ['anna'] } }, { modifiedAt }, manifest),
  ).toEqual({
    takenAt: '2026-11-25T01:00:03Z',
    siteUrl: 'https://shop.example.com',
    plugins: ['woocommerce', 'woocommerce-gateway-stripe', 'two-factor'],
    administrators: ['anna'],
    retentionDays: 3660,
    quietHours: 336,
  });
});

test('judges no administrators when the store file names none', () => {
  expect(expectationsOf(store, { modifiedAt }, undefined).administrators).toBeUndefined();
});

test('expects nothing of a shop without a store file', () => {
  expect(expectationsOf(undefined, { modifiedAt }, undefined)).toEqual({ takenAt: undefined });
});

test.each([
  ['its file was written then, in UTC', '2026-11-25T01:02:03', '2026-11-25T01:02:04.000Z'],
  ['its file was written then, in Tokyo', '2026-11-25T10:02:03', '2026-11-25T01:02:04.000Z'],
  ['its file was written then, in Los Angeles', '2026-11-24T17:02:03', '2026-11-25T01:02:04.000Z'],
  ['its file was written later', '2026-11-20T01:02:03', '2026-11-20T13:02:03.000Z'],
  ['its file was written before', '2026-11-28T01:02:03', '2026-11-28T13:02:03.000Z'],
  ['it does not say when', undefined, undefined],
  ['what it says is no time', 'never', undefined],
])('says when a dump was taken, when %s', (_, completedAt, takenAt) => {
  expect(expectationsOf(undefined, { completedAt, modifiedAt }, undefined).takenAt).toBe(takenAt);
});

test('believes the manifest’s time before the dump’s', () => {
  expect(expectationsOf(undefined, { completedAt: '2026-11-25T01:02:03', modifiedAt }, manifest).takenAt).toBe(
    '2026-11-25T01:00:03Z',
  );
});
