/** AWS's list of the addresses from which CloudFront comes to origins; it has one id in each region. */
export const cloudFrontPrefixList = 'com.amazonaws.global.cloudfront.origin-facing';

/** What the custom resource is given. */
export interface FindPrefixListProperties {
  readonly PrefixListName: string;
}

/** The attribute that `Fn::GetAtt` reads. */
export const prefixListIdAttribute = 'PrefixListId';
