import { z } from 'zod';
import type { PlannedAcknowledgement } from './assembly';

/** A rule that a construct breaks, and that nobody acknowledged. */
export interface Failure {
  readonly rule: string;
  readonly description: string;
  /** Construct paths. */
  readonly at: readonly string[];
}

/** What one rule pack says of one store and of its account stage. */
export interface PackVerdict {
  readonly pack: string;
  readonly passed: boolean;
  /** Findings that someone accepted with a reason. */
  readonly acknowledged: number;
  readonly failures: readonly Failure[];
}

const construct = z.object({ constructPath: z.string().optional() });

const violation = z.object({
  ruleName: z.string(),
  description: z.string().default(''),
  severity: z.string().optional(),
  violatingConstructs: z.array(construct).default([]),
  violatingResources: z.array(construct).default([]),
});

/** aws-cdk-lib's validation-report.json, as far as the plan reads it. */
export const reportSchema = z.object({
  pluginReports: z
    .array(
      z.object({
        pluginName: z.string(),
        conclusion: z.string(),
        metadata: z.object({ error: z.string().optional() }).optional(),
        violations: z.array(violation).default([]),
        suppressedViolations: z.array(violation).default([]),
      }),
    )
    .default([]),
});

export type ValidationReport = z.infer<typeof reportSchema>;
type Violation = z.infer<typeof violation>;

/**
 * The verdict of each pack over the stages given. A finding without a construct path belongs to every stage: better said twice
 * than lost.
 * @param ran names of the packs that judged: aws-cdk-lib leaves out of its report a pack that had nothing to say
 */
export function verdictsOf(report: ValidationReport, stages: readonly string[], ran: readonly string[]): PackVerdict[] {
  const names = [...new Set([...ran, ...report.pluginReports.map(({ pluginName }) => pluginName)])];
  return names.map((pack) => {
    const spoken = report.pluginReports.filter(({ pluginName }) => pluginName === pack);
    const failures = [
      ...spoken.flatMap(({ violations }) => violations).flatMap((one) => failureOf(one, stages)),
      ...spoken.flatMap(unfinished),
    ];
    const accepted = spoken.flatMap(({ suppressedViolations }) => suppressedViolations);
    const acknowledged = accepted.flatMap((one) => pathsOf(one, stages)).length;
    return { pack, passed: failures.length === 0, acknowledged, failures };
  });
}

/** Acknowledgements whose review is due: past `reviewBy` on `today` (YYYY-MM-DD). One a reason, though it may cover many rules. */
export function overdue(acknowledgements: readonly PlannedAcknowledgement[], today: string): PlannedAcknowledgement[] {
  return acknowledgements.filter(({ reviewBy }) => reviewBy < today);
}

/** A pack that threw found nothing, and proved nothing: aws-cdk-lib reports it without violations, with the error beside. */
function unfinished({ metadata, conclusion, ...found }: ValidationReport['pluginReports'][number]): Failure[] {
  const silent = found.violations.length === 0 && found.suppressedViolations.length === 0;
  if (metadata?.error === undefined && (conclusion === 'success' || !silent)) return [];
  return [{ rule: 'unfinished', description: `the pack did not finish: ${metadata?.error ?? conclusion}`, at: [] }];
}

function failureOf(one: Violation, stages: readonly string[]): Failure[] {
  if (one.severity === 'warning' || one.severity === 'info') return [];
  const at = pathsOf(one, stages);
  const unplaced = allPaths(one).length === 0;
  return at.length > 0 || unplaced ? [{ rule: one.ruleName, description: one.description, at }] : [];
}

function pathsOf(one: Violation, stages: readonly string[]): string[] {
  return allPaths(one).filter((path) => stages.some((stage) => path === stage || path.startsWith(`${stage}/`)));
}

function allPaths(one: Violation): string[] {
  return [...one.violatingConstructs, ...one.violatingResources].flatMap(({ constructPath }) => constructPath ?? []);
}
