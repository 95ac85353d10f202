import { archiveOf, publish, wordpress } from './a-release';
import { describeWith, hostPrograms, type Ran, WebHost } from './web-host';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(60_000);

describeWith(hostPrograms)('telling a restored shop what it has lost', () => {
  let host: WebHost;
  beforeAll(async () => {
    host = await WebHost.create();
    expect(host.bootstrap()).toMatchObject({ status: 0 });
  });
  afterAll(() => {
    host.remove();
  });

  const restore = (...args: string[]): Ran => host.script('bin/storefort-restore', args);

  test('wants a release first', () => {
    const { status, stderr } = restore('order-id', 'x');
    expect([status, stderr]).toEqual([
      1,
      'no release runs on this host, so there is no shop to tell; publish one first\n',
    ]);
  });

  test('hands its arguments to the release’s WordPress, and ends as that ends', () => {
    const release = publish(host, archiveOf(wordpress('first')));
    expect(host.script('bin/activate.sh', [release])).toMatchObject({ status: 0 });
    const { status, stderr } = restore('order-id', 'not-packed');
    expect(stderr).toContain('usage: erasures RECOVERY-POINT-TIME LINES | order-id LINES');
    expect(status).toBe(2);
  });
});
