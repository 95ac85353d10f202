import { seenBy } from './findings';
import { World } from './world';

describe('pins', () => {
  const seen = (reviewed: string) => {
    const world = new World();
    world.expected.pins = [{ name: 'mariadb', value: '11.8', reviewed }];
    return seenBy(world, 'pins');
  };

  test.each([
    ['180 days ago', '2026-05-30', 'pass', '1 reviewed'],
    ['more than 180 days ago', '2026-05-28', 'fail', 'mariadb 11.8 was last reviewed on 2026-05-28'],
    ['today, where it is tomorrow already', '2026-11-26', 'pass', '1 reviewed'],
    ['in the future', '2026-11-27', 'error', 'unknown: mariadb says it was reviewed on 2026-11-27'],
    ['on no date', 'soon', 'error', 'unknown: mariadb says it was reviewed on soon'],
  ])('reviewed %s', async (_, reviewed, verdict, observed) => {
    expect(await seen(reviewed)).toEqual([verdict, observed]);
  });

  test('no pins prove nothing', async () => {
    const world = new World();
    world.expected.pins = [];
    expect(await seenBy(world, 'pins')).toEqual(['error', 'unknown: which pins there are']);
  });
});
