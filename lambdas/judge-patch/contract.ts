/** Environment of `judge-patch`. */
export const judgePatchEnvironment = {
  store: 'STORE',
  evidenceBucket: 'EVIDENCE_BUCKET',
  evidenceRegion: 'EVIDENCE_REGION',
  version: 'STOREFORT_VERSION',
} as const;

export const judgePatchCheck = 'patch-window';

/** `compare`: whether the shop is as well after as before, before a roll back is decided. `judge`: the whole run at its end. */
export interface JudgePatchEvent {
  readonly step: 'compare' | 'judge';
  /** The machine's whole state as it is: parsed by the function, which takes nothing for granted. */
  readonly run: unknown;
}

export interface CompareAnswer {
  readonly state: 'as-well' | 'worse' | 'unknown';
  /** What got worse, one line each. */
  readonly because: readonly string[];
}

/** How a window ended. */
export type PatchOutcome =
  | 'patched'
  /** There was no newer image, and everything is proven. */
  | 'nothing-to-do'
  | 'refused'
  /** The newer image is in, but not everything is proven. */
  | 'not-proven'
  | 'rolled-back'
  /** Neither the new nor the old is known to run: a person must look at once. */
  | 'roll-back-failed'
  /** It broke before anything was changed. */
  | 'broken-off';

export interface JudgeAnswer {
  readonly outcome: PatchOutcome;
  readonly verdict: 'pass' | 'fail' | 'error';
  readonly evidenceKey: string;
  /** One line. */
  readonly summary: string;
}
