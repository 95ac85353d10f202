import type { CommandEntry } from './command';
import { planCommand } from './plan/command';

/** Every command there is. */
export const commands: readonly CommandEntry[] = [planCommand];
