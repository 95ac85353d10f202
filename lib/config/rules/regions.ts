import { type Finding, shown } from '../finding';
import { regions } from '../regions';
import { sizes } from '../sizes';
import type { StoreRule } from './store-rule';

/** The second copy stands elsewhere, and the home region has as many zones as the size uses. */
export const regionsRule: StoreRule = ({ file }) => {
  const { region, size } = file;
  if (region === undefined) return [];
  const findings: Finding[] = [];
  const offsite = file.backup?.offsite;
  if (offsite && 'region' in offsite && offsite.region === region) {
    findings.push({
      path: ['backup', 'offsite', 'region'],
      must: 'must be another region than region',
      got: shown(region),
      remedy: 'choose one that does not share its floods and outages',
    });
  }
  const zones = regions[region].zoneIds.length;
  if (size !== undefined && sizes[size].zones > zones) {
    findings.push({
      path: ['size'],
      must: `must be one that needs at most ${zones} zones in ${region}`,
      got: `${shown(size)}, which needs ${sizes[size].zones}`,
      remedy: 'choose a smaller size, or a region with three zones',
    });
  }
  return findings;
};
