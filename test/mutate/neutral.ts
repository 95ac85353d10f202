/** Property paths whose change makes nothing less safe. Everything else must be seen by a rule. */
export interface Neutral {
  /** Resource type, or `*`. */
  readonly type: string;
  /** Matched against the whole path, joined by dots, without its leading `Properties.`. */
  readonly path: RegExp;
  /** @default - every kind of mutant */
  readonly kinds?: readonly string[];
  readonly reason: string;
}

export const neutral: readonly Neutral[] = [
  { type: '*', path: /^DependsOn(\..*)?$/, reason: 'order of creation; what is made is the same' },
  {
    type: '*',
    path: /^(\w+\.)*(Tags|FileSystemTags|BackupVaultTags|BackupPlanTags|HostedZoneTags|AccessPointTags|TagSpecifications)(\..*)?$/,
    reason: 'tags sort costs; that they are there at all is an invariant',
  },
  {
    type: '*',
    path: /^(\w+\.)*(Description|GroupDescription|AlarmDescription|DBSubnetGroupDescription|CacheSubnetGroupDescription|ReplicationGroupDescription)$/,
    reason: 'text for people; that alarms name their runbook is a rule of its own',
  },
  {
    type: 'AWS::SSM::Document',
    path: /^Content\.(parameters\.\w+\.)?description$/,
    reason: 'text for people',
  },
  {
    type: 'AWS::IAM::Policy',
    path: /^PolicyName$/,
    reason: 'the name of an inline policy says nothing of what it allows',
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    path: /^Path$/,
    reason: 'a path sorts policies; no statement of ours matches by path',
  },
];
