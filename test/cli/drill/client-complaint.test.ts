import { expect, test } from '@jest/globals';
import { clientComplaint } from '../../../cli/drill/client-complaint';

const said = (line: string) => `--------------\nINSERT INTO x VALUES ('Erika')\n--------------\n\n${line}\n`;

test.each([
  [
    'a statement that is none',
    said("ERROR 1064 (42000) at line 7: You have an error near 'Erika'"),
    'fail',
    /^line 7: a statement is not understood.*\(error 1064\)$/,
  ],
  ['a message of more than one line', said("ERROR 1064 (42000) at line 7: near 'tee\nErika'"), 'fail', /^line 7: /],
  [
    'a command of the client',
    "ERROR at line 3: Unknown command '\\!'.\n",
    'fail',
    /^line 3: a command for the client, not SQL/,
  ],
  [
    'a code without a reason of ours',
    said('ERROR 1007 (HY000) at line 2: x'),
    'fail',
    /^line 2: the server refused a statement \(error 1007\)$/,
  ],
  [
    'a full disk',
    said("ERROR 1114 (HY000) at line 2: The table 'x' is full"),
    'error',
    /^line 2: a table or the disk is full; set TMPDIR/,
  ],
  [
    'a table for which there was no room',
    said(`ERROR 1005 (HY000) at line 2: Can't create table \`shop\`.\`x\` (errno: 28 "No space left on device")`),
    'error',
    /^line 2: the disk is full; set TMPDIR.*\(error 1005\)$/,
  ],
  [
    'a table that could not be made for another reason',
    said(`ERROR 1005 (HY000) at line 2: Can't create table \`shop\`.\`x\` (errno: 140 "Wrong create options")`),
    'fail',
    /^line 2: a table could not be made \(error 1005\)$/,
  ],
  [
    'a server that went away',
    said('ERROR 2013 (HY000) at line 2: Lost connection'),
    'error',
    /^line 2: the server ended the connection/,
  ],
  [
    'a server that is not there',
    "ERROR 2002 (HY000): Can't connect\n",
    'error',
    /^the server refused a statement|error 2002/,
  ],
  ['an unknown end', 'Segmentation fault\n', 'error', /^the client ended with 1$/],
] as const)('explains %s without a word of the dump', (_, words, verdict, text) => {
  const complaint = clientComplaint(1, words);
  expect(complaint).toEqual({ verdict, text: expect.stringMatching(text) });
  expect(complaint.text).not.toMatch(/Erika/);
});

test('says that the client was killed', () => {
  expect(clientComplaint(null, '')).toEqual({ verdict: 'error', text: 'the client was killed' });
});
