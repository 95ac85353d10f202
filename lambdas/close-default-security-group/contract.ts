/** What the custom resource is given. */
export interface CloseDefaultSecurityGroupProperties {
  /** `sg-…`, the VPC's default group. */
  readonly GroupId: string;
}
