import { type SynthesizedTemplate, templatesOf, variantNames } from '../support/assembly';
import { type Finding, type PackReport, reportsOf, saying } from '../support/validation-report';

const packs = ['AwsSolutions', 'NIST.800.53.R5', 'PCI.DSS.321', 'Serverless'];

interface Noted {
  readonly at: string;
  readonly id: string;
}

let templates: SynthesizedTemplate[];
let reports: Map<string, PackReport[]>;
beforeAll(() => {
  templates = templatesOf();
  reports = new Map(variantNames.map((name) => [name, reportsOf(name)]));
}, 600_000);

function ofPacks(report: readonly PackReport[]): PackReport[] {
  return report.filter(({ pluginName }) => packs.includes(pluginName));
}

function notes(type: string, read: (data: unknown) => string[]): (Noted & { readonly variant: string })[] {
  return templates.flatMap(({ template, metadata }) =>
    Object.entries(metadata).flatMap(([at, entries]) =>
      entries
        .filter((entry) => entry.type === type)
        .flatMap((entry) => read(entry.data).map((id) => ({ at: at.slice(1), id, variant: template.variant.name }))),
    ),
  );
}

/** The helper's own record, beside CDK's. */
function acknowledged(): (Noted & { readonly variant: string })[] {
  return notes('storefort:acknowledged', (data) => [(data as { id: string }).id]);
}

/** The same acknowledgement has one key in every variant: their stores differ in name only. */
function key({ at, id }: Noted, variant: string): string {
  return `${at} ${id}`.replaceAll(variant, '<store>');
}

function accepted(finding: Finding): Noted {
  return { at: finding.acknowledgedAt ?? '', id: finding.acknowledgedId ?? '' };
}

test('all four rule packs looked at every variant', () => {
  for (const report of reports.values()) {
    expect(
      ofPacks(report)
        .map(({ pluginName }) => pluginName)
        .sort(),
    ).toEqual([...packs].sort());
  }
});

test('no variant has a finding that nobody acknowledged', () => {
  const open = [...reports].flatMap(([variant, report]) =>
    ofPacks(report).flatMap(({ violations }) => violations.map((each) => `${variant}: ${saying(each)}`)),
  );
  expect(open).toEqual([]);
});

test('no acknowledgement excuses what no rule finds in any variant', () => {
  const used = new Set(
    [...reports].flatMap(([variant, report]) =>
      ofPacks(report).flatMap(({ suppressedViolations }) =>
        (suppressedViolations ?? []).map((each) => key(accepted(each), variant)),
      ),
    ),
  );
  const made = new Map(acknowledged().map((each) => [key(each, each.variant), each]));
  expect(made.size).toBeGreaterThan(0);
  expect([...made.keys()].filter((each) => !used.has(each))).toEqual([]);
});

test('every acknowledgement names its pack', () => {
  const foreign = acknowledged().filter(({ id }) => !packs.some((pack) => id.startsWith(`${pack}::${pack}-`)));
  expect([...new Set(foreign.map(({ at, id }) => `${at}: ${id}`))]).toEqual([]);
});

test('no acknowledgement stands at a stack or above it', () => {
  const broad = acknowledged().filter(({ at }) => at.split('/').length < 3);
  expect(broad.map(({ at, id }) => `${at}: ${id}`)).toEqual([]);
});

test('every finding of a pack was acknowledged by the helper, with owner and review date', () => {
  const byHelper = new Set(acknowledged().map((each) => key(each, each.variant)));
  const byCdk = notes('aws:cdk:acknowledged-rules', (data) => Object.keys(data as object));
  const past = byCdk.filter(({ id }) => packs.some((pack) => id.includes(pack)));
  expect(past).not.toHaveLength(0);
  expect(past.map((each) => key(each, each.variant)).filter((each) => !byHelper.has(each))).toEqual([]);
});
