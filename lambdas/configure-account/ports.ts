/** S3 Block Public Access of the whole account. Methods throw when AWS refuses or does not answer. */
export interface PublicAccess {
  /** Whether all four settings are on. */
  isBlocked(account: string): Promise<boolean>;
  block(account: string): Promise<void>;
}

/** EBS encryption by default, in one region. */
export interface VolumeEncryption {
  isDefault(): Promise<boolean>;
  makeDefault(): Promise<void>;
}

/** What Inspector scans, in one region. */
export type Scanned = 'EC2' | 'LAMBDA';

/** `changing`: AWS is switching it on or off and accepts no other wish meanwhile. */
export type ScanState = 'enabled' | 'changing' | 'disabled';

export interface Scanner {
  states(account: string): Promise<Readonly<Record<Scanned, ScanState>>>;
  /** Asks for it; Inspector switches on minutes later. */
  enable(account: string, what: readonly Scanned[]): Promise<void>;
}

export interface Ports {
  readonly publicAccess: PublicAccess;
  readonly volumes: VolumeEncryption;
  readonly scanner: Scanner;
  /** Waits this many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}
