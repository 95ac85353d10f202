import { createColors } from 'picocolors';

/** On a terminal only, and not when NO_COLOR is set. picocolors by itself also colours wherever CI is set, into files too. */
// A pipe has no isTTY at all, and undefined would make picocolors choose.
export const colours = createColors(
  (process.stdout as { isTTY?: boolean }).isTTY === true && (process.env.NO_COLOR ?? '') === '',
);
