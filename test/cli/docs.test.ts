import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const bare = /\bcdk (diff|deploy|destroy)\b(?![^\n`]*(\*|\/))/;

function documents(): string[] {
  const below = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  const all = ['README.md', 'SECURITY.md', ...below.map((name) => path.join('docs', name))];
  return all.filter((name) => name.endsWith('.md') && existsSync(path.join(root, name)));
}

/** Commands as docs show them: a line of a code block, or code within a sentence. */
function commandsOf(text: string): string[] {
  const fenced = [...text.matchAll(/```[^\n]*\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.split('\n'));
  const inline = [...text.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  // `cdk diff` alone in a sentence speaks of the command; with npx, or in a block, it is one to run.
  return [...fenced, ...inline.filter((code) => code.startsWith('npx '))];
}

test.each([
  ['```\nnpx cdk diff\n```', true],
  ['run `npx cdk diff -c store=example`', true],
  ["```\nnpx cdk diff -c store=example 'example/*'\n```", false],
  ['a bare `cdk diff` selects nothing', false],
])('sees %j for what it is', (text, isBare) => {
  expect(commandsOf(text).some((command) => bare.test(command))).toBe(isBare);
});

test('no document tells anyone to run cdk diff, deploy or destroy without a pattern, which selects nothing', () => {
  const found = documents().flatMap((name) =>
    commandsOf(readFileSync(path.join(root, name), 'utf8'))
      .filter((command) => bare.test(command))
      .map((command) => `${name}: ${command}`),
  );
  expect(documents().length).toBeGreaterThan(0);
  expect(found).toEqual([]);
});
