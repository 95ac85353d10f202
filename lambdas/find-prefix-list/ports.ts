/** A managed prefix list as EC2 tells of it. */
export interface PrefixList {
  readonly id: string;
  readonly name: string;
  /** `AWS`, or the account that made it. */
  readonly owner: string;
}

/** The managed prefix lists this account can see in its region. */
export interface PrefixLists {
  /** @throws Error when EC2 does not answer */
  named(name: string): Promise<PrefixList[]>;
}
