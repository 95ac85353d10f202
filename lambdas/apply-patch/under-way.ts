import type { Refresh } from './ports';

/** Whether instances still come or go by it. */
export function isUnderWay({ state }: Refresh): boolean {
  return state === 'active' || state === 'ending';
}
