import { describeWith, hostPrograms, WebHost } from './web-host';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(60_000);

describeWith(hostPrograms)('test-order.sh on a host without a shop', () => {
  let host: WebHost;
  beforeAll(async () => {
    host = await WebHost.create();
  });
  afterAll(() => {
    host.remove();
  });

  const key = 'wc_order_AbCdEfGhIjKlM';

  test('wants a release first', () => {
    expect(host.script('bin/test-order.sh', ['1', '2', key])).toEqual({
      status: 1,
      stdout: '',
      stderr: 'no release runs on this host, so there is no shop that has orders; publish one first\n',
    });
  });

  test.each([
    [[]],
    [['1', '2']],
    [['one', '2', key]],
    [['1', '-2', key]],
    [['1', '1234567890123', key]],
    [['1', '2', 'wc_order_abc']],
    [['1', '2', `wc_order_${'a'.repeat(41)}`]],
    [['1', '2', `${key}; true`]],
  ])('refuses %j', (args) => {
    expect(host.script('bin/test-order.sh', args)).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'usage: test-order.sh PRODUCT-ID ORDER-ID ORDER-KEY: two numbers, and a key such as wc_order_AbCdEfGhIjKlM\n',
    });
  });
});
