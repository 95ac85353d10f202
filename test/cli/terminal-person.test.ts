import { PassThrough } from 'node:stream';
import { TerminalPerson } from '../../cli/terminal/person';

const streams = (isTTY?: true) => {
  const [input, output] = [Object.assign(new PassThrough(), { isTTY }), new PassThrough()];
  const person = new TerminalPerson(input as unknown as NodeJS.ReadStream, output as unknown as NodeJS.WriteStream);
  return { input, output, person };
};

test('asks on a terminal, and takes the blanks off the answer', async () => {
  const { input, output, person } = streams(true);
  const answer = person.ask('Name? ');
  input.write('  acme \n');
  expect(await answer).toBe('acme');
  expect(String(output.read())).toContain('Name? ');
});

test('waits for nobody where there is no terminal', async () => {
  const { input, output, person } = streams();
  input.write('acme\n');
  expect(await person.ask('Name? ')).toBeUndefined();
  expect(output.read()).toBeNull();
});

test('says what it is told to', () => {
  const { output, person } = streams();
  person.say('words\n');
  expect(String(output.read())).toBe('words\n');
});
