import { changed, linesOfFile } from './store-file';

// What is wrong, the lines that make it so, and every line the author reads.
test.each<[string, Record<string, string>, string[]]>([
  [
    'a key given twice',
    { backup: 'backup: { lock: governance, lock: governance, offsite: { region: us-west-2 } }' },
    ['acme.yaml:6:29 backup.lock must be given once, and stands in line 6 already; take one of the two away'],
  ],
  [
    'an unknown alias',
    { size: 'size: *big' },
    [
      'acme.yaml:11:7 the file must be valid YAML (an alias names no anchor before it); write the value out, or put it in quotes if it starts with *',
    ],
  ],
  [
    'a tag nobody resolves',
    { size: 'size: !Ref big' },
    [
      'acme.yaml:11:7 the file must be valid YAML (unresolved tag: !Ref); take the tag away, or put the value in quotes',
    ],
  ],
  [
    'a bracket left open',
    { staff: 'staff: { networks: [203.0.113.0/29 }' },
    [
      'acme.yaml:9:36 the file must be valid YAML (flow sequence in block collection must be sufficiently indented and end with a ]); mend the YAML here',
      'acme.yaml:9:37 the file must be valid YAML (flow map in block collection must be sufficiently indented and end with a }); mend the YAML here',
    ],
  ],
  [
    'tabs',
    { staff: 'staff:\n\tnetworks: [203.0.113.0/29]' },
    ['acme.yaml:10:1 the file must be valid YAML (tabs are not allowed as indentation); indent with spaces'],
  ],
  [
    'two documents',
    { staff: '---\nstaff: {}' },
    [
      'acme.yaml:9:1 the file must be valid YAML (source contains multiple documents); write one store per file, without --- between',
    ],
  ],
])('refuses %s', (_, lines, expected) => {
  expect(linesOfFile(changed(lines))).toEqual(expected);
});
