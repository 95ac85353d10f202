import { adminCommand } from './admin/command';
import type { CommandEntry } from './command';
import { hostCommand } from './host/command';
import { planCommand } from './plan/command';

/** Every command there is. */
export const commands: readonly CommandEntry[] = [planCommand, hostCommand, adminCommand];
