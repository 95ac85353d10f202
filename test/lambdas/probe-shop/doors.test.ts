import { HttpFault } from '../../../lambdas/shared/http/http-reader';
import { page, plain } from './fake-shop';
import { World } from './world';

describe('the staff door', () => {
  test.each([200, 302, 401, 404, 429, 500, 503])('fails when it answers a stranger with %d', async (status) => {
    const world = new World();
    world.shop.change('GET staff /wp-login.php', () => ({ status }));
    expect((await world.findings('watch'))['staff-door']).toEqual([
      'fail',
      `/wp-login.php answered a stranger with status ${status}, not 403`,
    ]);
  });

  const ways = ['/wp-login.php', '/wp-admin/', '/', '/wp-admin/admin-ajax.php', '/wp-json/', '/xmlrpc.php'];
  test.each(ways)('fails in a window when %s is open', async (path) => {
    const world = new World();
    world.shop.change(`GET staff ${path}`, () => page('Log in', '<form>'));
    expect(await world.findings()).toEqual({
      'staff-door': ['fail', `${path} answered a stranger with status 200, not 403`],
    });
  });

  test('names what is open rather than what did not answer', async () => {
    const world = new World();
    world.faults.set('GET staff /wp-login.php', new HttpFault('connection', 'staff.shop.example is not there'));
    world.shop.change('GET staff /', () => page('x', ''));
    expect((await world.findings())['staff-door']).toEqual(['fail', '/ answered a stranger with status 200, not 403']);
  });

  test('is not known when it does not answer', async () => {
    const world = new World();
    world.faults.set('GET staff /wp-admin/', new HttpFault('connection', 'staff.shop.example is not there'));
    expect(await world.findings()).toEqual({ 'staff-door': ['error', 'staff.shop.example is not there'] });
  });
});

describe('staff’s pages at the shop door', () => {
  test.each(['/wp-login.php', '/wp-admin/'])('fail when %s answers', async (path) => {
    const world = new World();
    world.shop.change(`GET shop ${path}`, () => page('Log in', '<form>'));
    expect(await world.findings()).toEqual({
      'staff-at-shop': ['fail', `${path} answered at the shop door with status 200`],
    });
  });

  test('fail when they lead to the sign-in', async () => {
    const world = new World();
    world.shop.change('GET shop /wp-login.php', () => ({ status: 302 }));
    expect(Object.keys(await world.findings('watch'))).toEqual(['staff-at-shop']);
  });

  test('may be refused with 403 too', async () => {
    const world = new World();
    world.shop.change('GET shop /wp-login.php', () => plain(403));
    expect(await world.findings()).toEqual({});
  });
});

describe('plain HTTP', () => {
  test.each([
    ['serves the shop', { status: 200, headers: {} }, 'status 200 to nowhere'],
    [
      'leads there for now only',
      { status: 302, headers: { location: 'https://shop.example/' } },
      'status 302 to https://shop.example/',
    ],
    [
      'leads to itself',
      { status: 301, headers: { location: 'http://shop.example/' } },
      'status 301 to http://shop.example/',
    ],
    [
      'leads elsewhere',
      { status: 301, headers: { location: 'https://evil.example/?a=1' } },
      'status 301 to https://evil.example/',
    ],
    ['is refused', { status: 403, headers: {} }, 'status 403 to nowhere'],
  ])('fails when the shop door %s', async (_, told, observed) => {
    const world = new World();
    world.shop.change('GET http shop /', () => told);
    expect((await world.findings('watch'))['plain-http']).toEqual([
      'fail',
      `http://shop.example/ answered with ${observed}`,
    ]);
  });

  test('may lead on for good by 308', async () => {
    const world = new World();
    world.shop.change('GET http shop /', () => ({ status: 308 }));
    expect(await world.findings()).toEqual({});
  });

  test('fails when the staff door is served without TLS', async () => {
    const world = new World();
    world.shop.change('GET http staff /', () => page('x', ''));
    expect((await world.findings())['plain-http']).toEqual([
      'fail',
      'http://staff.shop.example/ answered with status 200 to nowhere',
    ]);
  });

  test('may lead to HTTPS at the staff door', async () => {
    const world = new World();
    world.shop.change('GET http staff /', () => ({
      status: 301,
      headers: { location: 'https://staff.shop.example/' },
    }));
    expect(await world.findings()).toEqual({});
  });
});

describe('certificates', () => {
  const until = (validTo: string, names: string[]) => ({ validTo: new Date(validTo), names });

  test.each<[string, string, ReturnType<typeof until>, string]>([
    [
      '13 days are left',
      'shop.example',
      until('2026-12-09T10:14:00Z', ['shop.example']),
      'shop.example’s certificate ends in 13 days',
    ],
    [
      'it has ended',
      'staff.shop.example',
      until('2026-11-20T10:15:00Z', ['staff.shop.example']),
      'staff.shop.example’s certificate ends in -5 days',
    ],
    [
      'its end is no date',
      'shop.example',
      until('never', ['shop.example']),
      'shop.example’s certificate ends in NaN days',
    ],
    [
      'it is for others',
      'shop.example',
      until('2027-11-20T10:15:00Z', ['evil.example', 'xshop.example']),
      'shop.example’s certificate is for other names',
    ],
    [
      'it is for no name',
      'shop.example',
      until('2027-11-20T10:15:00Z', []),
      'shop.example’s certificate is for other names',
    ],
    [
      'its wildcard is for one label more',
      'shop.example',
      until('2027-11-20T10:15:00Z', ['*.shop.example', '*.example.example']),
      'shop.example’s certificate is for other names',
    ],
    [
      'its wildcard is for one label fewer',
      'staff.shop.example',
      until('2027-11-20T10:15:00Z', ['*.example']),
      'staff.shop.example’s certificate is for other names',
    ],
  ])('fail when %s', async (_, host, certificate, observed) => {
    const world = new World();
    world.certificates[host] = certificate;
    expect((await world.findings('watch'))['certificates']).toEqual(['fail', observed]);
  });

  test('may have 14 days left', async () => {
    const world = new World();
    world.certificates['shop.example'] = until('2026-12-09T10:15:00Z', ['SHOP.example']);
    expect(await world.findings('watch')).toEqual({});
  });

  test('are not known at a door that shows none', async () => {
    const world = new World();
    world.faults.set('GET staff /wp-login.php', new HttpFault('connection', 'not there'));
    expect((await world.findings('watch'))['certificates']).toEqual([
      'error',
      'staff.shop.example showed no certificate',
    ]);
  });
});
