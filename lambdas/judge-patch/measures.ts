import { type PatchWindow, valueOf } from './read-window';

const minuteMs = 60_000;

/** How long a window's parts took, in minutes; of what did not end well there is no measure. */
export function measuresOf(window: PatchWindow): Record<string, number> {
  const since = (loop: string) => valueOf(window.loops)?.[loop]?.since;
  const measures = {
    windowMinutes: minutesBetween(valueOf(window.startedAt), valueOf(window.endedAt)),
    recoveryPointMinutes: minutesBetween(since('backup'), since('probeBefore')),
    refreshMinutes: minutesBetween(since('forward'), since('probeAfter')),
    /** From the decision until the image of before was in. */
    rollBackMinutes: minutesBetween(since('cancel'), since('probeBack')),
  };
  return Object.fromEntries(Object.entries(measures).filter(([, value]) => value !== undefined)) as Record<
    string,
    number
  >;
}

/** To a tenth. */
function minutesBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  return Math.round(((Date.parse(to) - Date.parse(from)) / minuteMs) * 10) / 10;
}
