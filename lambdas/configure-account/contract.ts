/** What the account stack asks of `configure-account`: the settings that CloudFormation has no resource for. */
export interface AccountSettings {
  /** Twelve digits. */
  readonly account: string;
  /** S3 Block Public Access, for every bucket of the account in every region. */
  readonly s3PublicAccessBlock: boolean;
  /** Amazon EBS encryption by default, in this region, with the key AWS keeps for it. */
  readonly ebsEncryption: boolean;
  /** Amazon Inspector for EC2 and Lambda, in this region. */
  readonly inspector: boolean;
}
