/** One thing that a person does, and when. */
export interface HandStep {
  readonly when: string;
  readonly what: string;
  /** Command lines as they stand. */
  readonly commands: readonly string[];
}
