import { describe, expect, test } from '@jest/globals';
import { databaseClasses } from '../../lib/config/database-classes';
import { defaultConnections, memoryGiB } from '../../lib/operations/database-limits';

describe('memory of an instance class', () => {
  test.each([
    ['t4g.micro', 1],
    ['t4g.small', 2],
    ['t4g.medium', 4],
    ['m7g.large', 8],
    ['r7g.large', 16],
    ['r7g.xlarge', 32],
    ['r7g.2xlarge', 64],
    ['m7g.16xlarge', 256],
  ])('%s has %d GiB', (instanceClass, gib) => {
    expect(memoryGiB(instanceClass)).toBe(gib);
  });

  test('knows every class that a store file may name', () => {
    const classes = Object.entries(databaseClasses).flatMap(([family, sizes]) =>
      sizes.map((size) => `${family}.${size}`),
    );
    expect(classes).toContain('r8g.48xlarge');
    for (const each of classes) expect(memoryGiB(each)).toBeGreaterThan(0);
  });

  test('refuses a class it does not know, and says which it knows', () => {
    expect(() => memoryGiB('z1d.large')).toThrow('database.instanceClass "z1d.large": its memory is unknown');
    expect(() => memoryGiB('t4g.huge')).toThrow('families t, m, r, c or x');
    expect(() => memoryGiB('')).toThrow('its memory is unknown');
  });
});

test('connections follow the memory that RDS leaves', () => {
  expect(defaultConnections('t4g.small')).toBe(153);
  expect(defaultConnections('t4g.medium')).toBe(307);
});
