import { adminCommand } from './admin/command';
import type { CommandEntry } from './command';
import { drillCommand } from './drill/command';
import { hostCommand } from './host/command';
import { lockCommand } from './lock/command';
import { patchCommand } from './patch/command';
import { planCommand } from './plan/command';
import { restoreCommand } from './restore/command';
import { verifyCommand } from './verify/command';

/** Every command there is. */
export const commands: readonly CommandEntry[] = [
  planCommand,
  verifyCommand,
  drillCommand,
  patchCommand,
  lockCommand,
  restoreCommand,
  hostCommand,
  adminCommand,
];
