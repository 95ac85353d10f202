import { isTimeZone, timeZonesLike } from '../../lib/config/time-zones';

test.each([
  'UTC',
  'Etc/UTC',
  'Etc/GMT+5',
  'Europe/Berlin',
  'America/New_York',
  'America/Argentina/Buenos_Aires',
  'America/Port-au-Prince',
  'Asia/Kolkata',
  'Antarctica/McMurdo',
])('takes %s', (name) => {
  expect(isTimeZone(name)).toBe(true);
});

test.each([
  '',
  'Berlin',
  'europe/berlin',
  'EUROPE/BERLIN',
  'Europe/BERLIN',
  'Europe/Bonn',
  'CET',
  'EST5EDT',
  '+01:00',
  'Europe/',
  'Mars/Base',
])('refuses %s', (name) => {
  expect(isTimeZone(name)).toBe(false);
});

test('finds what was meant by spelling and by city', () => {
  expect(timeZonesLike('Europe/Berlim')[0]).toBe('Europe/Berlin');
  expect(timeZonesLike('new york')).toEqual(['America/New_York']);
  expect(timeZonesLike('xxxxxxxxxxxxxxxx')).toEqual([]);
});
