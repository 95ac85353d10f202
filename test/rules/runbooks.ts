import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'expect';
import { plain } from '../support/plain';
import { everyStack } from '../support/sweep';
import type { Rule, Template } from '../support/template';

const folder = path.resolve(__dirname, '../../docs/runbooks');
const everywhere = everyStack;
const alarmed = ['offsite', 'edge', 'operations', 'proof', 'account'] as const;
const named = /docs\/runbooks\/([a-z0-9-]+)\.md/g;

function hasRunbook(who: string, text: string): void {
  const names = [...text.matchAll(named)].map(([, name]) => String(name));
  if (names.length !== 1) throw new Error(`${who} names ${names.length} runbooks, not one: ${text}`);
  const file = path.join(folder, `${String(names[0])}.md`);
  if (!existsSync(file)) throw new Error(`${who} names ${file}, which does not exist`);
  const [heading] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('#'));
  if (heading !== `# ${String(names[0])}`)
    throw new Error(`${file} begins with "${String(heading)}", not with its name`);
}

const alarms = (template: Template) => template.resources('AWS::CloudWatch::Alarm');
const topics = (template: Template) => template.resources('AWS::SNS::Topic').map(({ id }) => plain({ Ref: id }));

/** Every alarm reaches a person with what to do. */
export const runbookRules: Rule[] = [
  {
    says: 'these stacks have alarms to judge',
    stacks: alarmed,
    holds: (template) => {
      expect(alarms(template).length).toBeGreaterThan(0);
    },
  },
  {
    says: 'every alarm tells its begin and its end to one topic, and is switched on',
    stacks: everywhere,
    holds: (template) => {
      for (const { id, Properties } of alarms(template)) {
        const actions = plain(Properties.AlarmActions) as unknown[] | undefined;
        if (actions?.length !== 1) throw new Error(`${id} has no alarm action`);
        expect(Properties.OKActions).toEqual(Properties.AlarmActions);
        expect(Properties.ActionsEnabled ?? true).toBe(true);
        // A topic of the same stack, or one handed down by another in the same region.
        const reached = topics(template).includes(actions[0] as string);
        if (!reached)
          expect(JSON.stringify(Properties.AlarmActions)).toMatch(/Fn::(ImportValue|GetStackOutput).*(Topic|Alarms)/);
      }
    },
  },
  {
    says: 'every alarm says what missing data means',
    stacks: everywhere,
    holds: (template) => {
      for (const { id, Properties } of alarms(template)) {
        const known = ['breaching', 'ignore', 'missing', 'notBreaching'];
        if (!known.includes(Properties.TreatMissingData)) throw new Error(`${id} leaves missing data to chance`);
      }
    },
  },
  {
    says: 'every alarm names a runbook that exists and begins with its name',
    stacks: everywhere,
    holds: (template) => {
      for (const { id, Properties } of alarms(template)) hasRunbook(id, JSON.stringify(Properties.AlarmDescription));
    },
  },
  {
    says: 'every notice names a runbook that exists',
    stacks: ['operations', 'proof'],
    holds: (template) => {
      const rules = template.resources('AWS::Events::Rule').filter(({ id }) => id.startsWith('Notices'));
      expect(rules.length).toBeGreaterThan(0);
      for (const { id, Properties } of rules) hasRunbook(id, JSON.stringify(Properties.Targets));
    },
  },
];
