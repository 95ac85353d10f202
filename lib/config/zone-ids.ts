import { type RegionName, regions } from './regions';
import type { Size } from './sizes';

/**
 * The zones a store of this size uses, or all that the region table knows.
 * @throws Error when the region has fewer zones with VPC origins than the size wants
 */
export function zoneIdsOf(region: RegionName, size?: Pick<Size, 'zones'>): string[] {
  const { zoneIds } = regions[region];
  if (size !== undefined && zoneIds.length < size.zones) {
    throw new Error(
      `region ${region} has ${zoneIds.length} zones with CloudFront VPC origins, the size wants ${size.zones}; choose another region or a smaller size`,
    );
  }
  return zoneIds.slice(0, size?.zones);
}
