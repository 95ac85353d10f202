import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { withComplianceLock } from '../../../cli/lock/lock-in-file';

test.each<[string, string, string]>([
  [
    'its value, and no more',
    '# mine\nbackup:\n  lock:   governance # for now\n  offsite: { region: us-west-2 }   # far\n',
    '# mine\nbackup:\n  lock:   compliance # for now\n  offsite: { region: us-west-2 }   # far\n',
  ],
  ['a quoted value', "backup: { lock: 'governance', rpoHours: 4 }\n", 'backup: { lock: compliance, rpoHours: 4 }\n'],
  [
    'a new line, indented as its neighbours',
    'a: 1\nbackup:\n    # days\n    retentionDays: 35\n    offsite: { region: us-west-2 }\nb: 2',
    'a: 1\nbackup:\n    # days\n    lock: compliance\n    retentionDays: 35\n    offsite: { region: us-west-2 }\nb: 2',
  ],
  [
    'a place in braces',
    'backup: { offsite: { region: x } }\n',
    'backup: { lock: compliance, offsite: { region: x } }\n',
  ],
  [
    'a place in braces over many lines',
    'backup: {\n    offsite: { region: x },\n  }\n',
    'backup: {\n    lock: compliance, offsite: { region: x },\n  }\n',
  ],
  [
    'Windows’s line ends',
    'backup:\r\n  rpoHours: 4\r\nb: 2\r\n',
    'backup:\r\n  lock: compliance\r\n  rpoHours: 4\r\nb: 2\r\n',
  ],
  [
    'a quoted key, and folded text that a writer would fold anew',
    '"backup":\n  rpoHours: 4\nwhy: >-\n  one\n  two\n',
    '"backup":\n  lock: compliance\n  rpoHours: 4\nwhy: >-\n  one\n  two\n',
  ],
])('changes %s', (_, text, expected) => {
  expect(withComplianceLock(text)).toBe(expected);
});

test('the example keeps every comment and every other line', () => {
  const text = readFileSync(path.join(__dirname, '../../../stores/example.yaml'), 'utf8');
  const changed = withComplianceLock(text);
  expect(changed.split('\n').filter((line) => !text.split('\n').includes(line))).toEqual(['  lock: compliance']);
  expect(parse(changed)).toMatchObject({ backup: { lock: 'compliance', retentionDays: 35 } });
});

test.each([
  ['no backup', 'a: 1\n'],
  ['backup of an alias', 'x: &x { rpoHours: 4 }\nbackup: *x\n'],
  ['a lock of an alias', 'x: &x governance\nbackup: { lock: *x }\n'],
  ['an anchor that others use', 'backup: &b\n  rpoHours: 4\nother: *b\n'],
  ['an empty backup', 'backup: {}\n'],
])('leaves %s to a person', (_, text) => {
  expect(() => withComplianceLock(text)).toThrow('write lock: compliance below backup yourself');
});
