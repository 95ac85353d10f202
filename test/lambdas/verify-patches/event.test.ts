import { parseEvent } from '../../../lambdas/verify-patches/event';
import { expectations } from './expectations';

describe('the event', () => {
  test('is what the store promises, with or without a window', () => {
    expect(parseEvent({ expected: expectations() })).toEqual({ expected: expectations() });
    const event = { expected: expectations(), execution: 'window-1' };
    expect(parseEvent(event)).toEqual(event);
  });

  test.each(Object.keys(expectations()))('without %s it is none', (name) => {
    const expected: Record<string, unknown> = { ...expectations() };
    expect(() => parseEvent({ expected: { ...expected, [name]: undefined } })).toThrow();
  });

  test.each<[string, object]>([
    ['something unknown', { surprise: 1 }],
    ['no language', { locales: [] }],
    ['no host name', { hostNames: [] }],
    ['no pin', { pins: [] }],
    ['a pin without a date', { pins: [{ name: 'a', value: 'b', reviewed: 'soon' }] }],
    ['a deadline beyond PCI’s', { criticalDays: 31 }],
    ['no deadline', { criticalDays: 0 }],
    ['generation 0', { generation: 0 }],
    ['another second source', { secondSource: 'hearsay' }],
    ['a plugin without a version', { plugins: [{ name: 'a' }] }],
    ['a region without stacks', { stacks: { 'us-east-1': [] } }],
    ['evidence without a region', { evidence: { bucket: 'b' } }],
    ['an empty bucket', { feedBucket: '' }],
  ])('with %s it is none', (_, change) => {
    expect(() => parseEvent({ expected: { ...expectations(), ...change } })).toThrow();
  });

  test.each([
    ['nothing', undefined],
    ['no object', 'x'],
    ['an empty execution', { expected: expectations(), execution: '' }],
    ['more than an event has', { expected: expectations(), manifestKey: 'x' }],
  ])('%s is none', (_, event) => {
    expect(() => parseEvent(event)).toThrow();
  });
});
