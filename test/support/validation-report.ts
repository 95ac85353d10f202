import { readFileSync } from 'node:fs';
import path from 'node:path';
import { assemblyFolder } from './assembly';

/** One rule's finding, in the words of cdk-nag or of aws-cdk-lib. */
export interface Finding {
  readonly ruleName: string;
  readonly description: string;
  readonly severity: string;
  /** Set when a reviewer accepted it. */
  readonly acknowledgedId?: string;
  /** Construct path of the acknowledgement. */
  readonly acknowledgedAt?: string;
  readonly violatingConstructs: readonly {
    readonly constructPath: string;
    readonly cloudFormationResource?: { readonly logicalId: string; readonly propertyPaths?: readonly string[] };
  }[];
}

/** What one rule pack said about all stacks of an app. */
export interface PackReport {
  readonly pluginName: string;
  readonly violations: readonly Finding[];
  readonly suppressedViolations?: readonly Finding[];
}

/** The report that synthesis left beside a variant's templates. */
export function reportsOf(variant: string): PackReport[] {
  return reportsIn(assemblyFolder(variant));
}

/** The report in a cloud assembly's folder. */
export function reportsIn(folder: string): PackReport[] {
  const text = readFileSync(path.join(folder, 'validation-report.json'), 'utf8');
  return (JSON.parse(text) as { pluginReports: PackReport[] }).pluginReports;
}

/** A finding in one line. */
export function saying(finding: Finding): string {
  const where = finding.violatingConstructs.map((each) => each.constructPath).join(', ');
  return `${finding.ruleName} at ${where}: ${finding.description.slice(0, 120)}`;
}
