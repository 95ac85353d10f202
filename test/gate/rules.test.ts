import { templatesOf } from '../support/assembly';
import { allRules } from '../support/rules';
import { type SynthesizedTemplate } from '../support/assembly';

let templates: SynthesizedTemplate[];
beforeAll(() => {
  templates = templatesOf();
}, 600_000);

const areas = new Map<string, ReturnType<typeof allRules>>();
for (const placed of allRules()) areas.set(placed.area, [...(areas.get(placed.area) ?? []), placed]);

describe.each([...areas])('%s', (_, placed) => {
  test.each(placed.map(({ rule }) => [rule.says, rule] as const))('%s', (__, rule) => {
    const judged = templates.filter(
      ({ template }) => rule.stacks.includes(template.stack) && (rule.when?.(template.variant) ?? true),
    );
    // A rule that meets no template says nothing.
    expect(judged).not.toHaveLength(0);
    const broken = judged.flatMap(({ template, stackName }) => {
      try {
        rule.holds(template);
        return [];
      } catch (error) {
        return [`${template.variant.name} ${stackName}: ${error instanceof Error ? error.message : String(error)}`];
      }
    });
    if (broken.length > 0)
      throw new Error(`${broken.length} of ${judged.length} templates\n${broken.slice(0, 3).join('\n')}`);
  });
});

test('every area of the store has rules', () => {
  expect([...areas.keys()]).toEqual(
    expect.arrayContaining(['account', 'data', 'edge', 'host', 'invariants', 'network', 'offsite', 'operations']),
  );
});
