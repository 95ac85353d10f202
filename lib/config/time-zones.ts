import { nearest } from './nearest';

const areas = [
  'Africa',
  'America',
  'Antarctica',
  'Arctic',
  'Asia',
  'Atlantic',
  'Australia',
  'Europe',
  'Indian',
  'Pacific',
  'Etc',
];

/** Canonical names as this Node's copy of the IANA database has them; links such as Asia/Kolkata may be missing. */
const canonical = [...Intl.supportedValuesOf('timeZone'), 'Etc/UTC'];

/**
 * Whether AWS takes this name: `Area/City` of the IANA database, or UTC. Offsets (`+01:00`) and abbreviations (`CET`) are
 * refused, and names in another case: AWS compares them as written, this runtime does not.
 */
export function isTimeZone(name: string): boolean {
  if (name === 'UTC') return true;
  const [area = '', ...cities] = name.split('/');
  if (!areas.includes(area) || cities.length === 0 || !cities.every((city) => cityName.test(city))) return false;
  if (canonical.some((known) => known !== name && known.toLowerCase() === name.toLowerCase())) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const cityName = /^(?:[A-Z][a-z][A-Za-z_-]*|UTC|UCT|GMT(?:[+-]?\d{1,2})?)$/;

/** Names a person may have meant: by spelling, or by the city alone. */
export function timeZonesLike(name: string): string[] {
  const city = name.toLowerCase().replaceAll(' ', '_');
  const byCity = canonical.filter((known) => known.toLowerCase().split('/').at(-1) === city.split('/').at(-1));
  return byCity.length > 0 ? byCity.slice(0, 3) : nearest(name, canonical);
}
