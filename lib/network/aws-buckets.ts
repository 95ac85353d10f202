import type { RegionName } from '../config/regions';

/**
 * Where Amazon Linux 2023 keeps its packages; the suffix is the same in every commercial region.
 * https://repost.aws/knowledge-center/ec2-al1-al2-update-yum-without-internet
 */
export function alRepositoryBucket(region: RegionName): string {
  return `al2023-repos-${region}-de612dc2`;
}

/**
 * Where CloudFormation takes the answers of custom resources: the region's name without dashes.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-vpce-bucketnames.html
 */
export function responseBucket(region: RegionName): string {
  return `cloudformation-custom-resource-response-${region.replaceAll('-', '')}`;
}
