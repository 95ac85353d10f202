import { prove, seenBy } from './findings';
import { daysAgo, World } from './world';

type Certificate = World['certificates'][number];

/** With the certificate at the edge changed. */
function atTheEdge(change: Partial<Certificate>): World {
  const world = new World();
  for (const certificate of world.certificates.slice(1)) Object.assign(certificate, change);
  return world;
}

const shop = 'shop.example.com in us-east-1';
const staff = 'staff.example.com in us-east-1';

describe('certificates', () => {
  test.each([
    [30, 'pass'],
    [29, 'fail'],
    [-1, 'fail'],
  ])('that end in %i days', async (days, verdict) => {
    const world = atTheEdge({ notAfter: daysAgo(-days) });
    expect((await seenBy(world, 'certificates'))[0]).toBe(verdict);
    expect(world.evidence[0]?.measures.certificateDays).toBe(days);
  });

  test('say when they end', async () => {
    const seen = await seenBy(atTheEdge({ notAfter: new Date('2026-12-01T00:00:00Z') }), 'certificates');
    expect(seen).toEqual(['fail', `that of ${shop} ends 2026-12-01; that of ${staff} ends 2026-12-01`]);
  });

  test.each<[string, Partial<Certificate>, string]>([
    ['of another region', { region: 'eu-west-1' }, `none is in use for ${shop}; none is in use for ${staff}`],
    ['not in use', { inUse: false }, `none is in use for ${shop}; none is in use for ${staff}`],
    ['of one door only', { names: ['shop.example.com'] }, `none is in use for ${staff}`],
    ['for a star too high', { names: ['shop.example.com', '*.com'] }, `none is in use for ${staff}`],
    ['for a star too low', { names: ['shop.example.com', '*.staff.example.com'] }, `none is in use for ${staff}`],
    ['expired', { status: 'EXPIRED' }, `that of ${shop} is EXPIRED; that of ${staff} is EXPIRED`],
  ])('%s are a finding', async (_, change, observed) => {
    expect(await seenBy(atTheEdge(change), 'certificates')).toEqual(['fail', observed]);
  });

  test('a star stands for one label, whatever the case', async () => {
    const world = atTheEdge({ names: ['*.EXAMPLE.com', 'SHOP.example.com'] });
    expect(await seenBy(world, 'certificates')).toEqual(['pass', 'valid for at least 200 days']);
  });

  test('without a date are unknown', async () => {
    const seen = await seenBy(atTheEdge({ notAfter: undefined }), 'certificates');
    expect(seen).toEqual(['error', `unknown: when that of ${shop} ends; when that of ${staff} ends`]);
  });

  test('of several in use none may be about to end', async () => {
    const world = new World();
    const names = ['shop.example.com'];
    world.certificates.push({ region: 'us-east-1', names, notAfter: daysAgo(-3), status: 'ISSUED', inUse: true });
    expect((await seenBy(world, 'certificates'))[0]).toBe('fail');
  });

  test('those of others, and old ones that nobody uses, do not matter', async () => {
    const world = new World();
    const old = { region: 'us-east-1', notAfter: daysAgo(3), status: 'EXPIRED' };
    world.certificates.push({ ...old, names: ['other.example.com'], inUse: true });
    world.certificates.push({ ...old, names: ['shop.example.com'], inUse: false });
    expect(await seenBy(world, 'certificates')).toEqual(['pass', 'valid for at least 200 days']);
  });

  test('are needed at the load balancer as well', async () => {
    const world = new World();
    world.certificates.shift();
    const [, observed] = await seenBy(world, 'certificates');
    expect(observed).toBe(
      'none is in use for shop.example.com in eu-central-1; none is in use for staff.example.com in eu-central-1',
    );
  });

  test('a store at home in us-east-1 needs them there once', async () => {
    const world = new World();
    world.expected.region = 'us-east-1';
    world.certificates = [];
    const found = (await prove(world)).results.find(({ id }) => id === 'certificates');
    expect(found?.observed).toBe(`none is in use for ${shop}; none is in use for ${staff}`);
  });
});
