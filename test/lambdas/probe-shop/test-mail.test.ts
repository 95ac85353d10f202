import { HostCommandError } from '../../../lambdas/shared/host-commands';
import { World } from './world';

const document = 'storefort-acme-g2-test-mail';

const mail = async (world: World) => (await world.findings('daily'))['test-mail'];

describe('the test mail', () => {
  test('is sent once a day by the oldest host', async () => {
    const world = new World();
    expect((await world.probe('daily')).verdict).toBe('pass');
    expect(world.commands.filter((one) => one.document === document)).toEqual([
      { document, host: 'i-1', parameters: { MailId: 'probe-20261125T101500000Z' } },
    ]);
    expect(world.evidence[0]?.results.find(({ id }) => id === 'test-mail')?.observed).toBe(
      'sent by ses as probe-20261125T101500000Z',
    );
  });

  test.each(['watch', 'window'] as const)('is not sent by a %s, nor missed there', async (mode) => {
    const world = new World();
    expect(Object.keys((await world.probe(mode)).checks)).not.toContain('test-mail');
    expect(world.commands.filter((one) => one.document === document)).toEqual([]);
  });

  test('is read after what PHP said before it', async () => {
    const world = new World();
    world.prints.set(document, () => 'PHP Warning: x\n{"sent":true,"transport":"smtp"}\n\n');
    expect(await mail(world)).toBeUndefined();
  });

  test.each([
    [
      'was not sent',
      '{"sent":false,"transport":"ses","error":"address not verified"}',
      'fail',
      'not sent by ses: address not verified',
    ],
    ['was not sent without a word', '{"sent":false,"transport":"ses"}', 'fail', 'not sent by ses: no reason named'],
    ['is not spoken of', '', 'error', `i-1 answered ${document} with something else`],
    ['is sent perhaps', '{"sent":"yes","transport":"ses"}', 'error', `i-1 answered ${document} with something else`],
    ['is sent by nobody', '{"sent":true}', 'error', `i-1 answered ${document} with something else`],
  ])('does not pass when it %s', async (_, printed, verdict, observed) => {
    const world = new World();
    world.prints.set(document, () => printed);
    expect(await mail(world)).toEqual([verdict, observed]);
  });

  test('is an error when the host does not answer', async () => {
    const world = new World();
    world.prints.set(document, () => new HostCommandError(`${document} on i-1 ended as TimedOut`));
    expect(await mail(world)).toEqual(['error', `${document} on i-1 ended as TimedOut`]);
  });

  test('is an error when there is no host, or its time is up', async () => {
    const world = new World();
    world.hosts = [];
    expect(await mail(world)).toEqual(['error', 'no host is in service and can be asked']);
    const late = new World();
    late.deadline.abort();
    expect(await mail(late)).toEqual(['error', `${document} on i-1 did not end in time`]);
  });
});
