import { conclude, type Family } from './answer';
import type { Pin } from './contract';
import { dayMs, isOlderThan } from './deadlines';

/** How long nobody need look again at what this blueprint fixes the version of. */
const reviewDays = 180;

const pinsReviewed = {
  id: 'pins',
  what: 'somebody looked at what the blueprint itself fixes the version of',
  expected: `each reviewed within ${reviewDays} days`,
  requirement: 'PCI DSS 12.3.4',
};

/** What no source tells anything about: a person says when it was looked at. */
export function checkPins(pins: readonly Pin[], now: Date): Family {
  const faults: string[] = [];
  const unknown: string[] = pins.length === 0 ? ['which pins there are'] : [];
  for (const { name, value, reviewed } of pins) {
    const at = new Date(`${reviewed}T00:00:00Z`);
    // A day begins earlier elsewhere than in UTC.
    if (!(at.getTime() <= now.getTime() + dayMs)) unknown.push(`${name} says it was reviewed on ${reviewed}`);
    else if (isOlderThan(reviewDays, at, now)) faults.push(`${name} ${value} was last reviewed on ${reviewed}`);
  }
  return { results: [conclude(pinsReviewed, { faults, unknown, sound: `${pins.length} reviewed` })] };
}
