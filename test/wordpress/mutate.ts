import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { covered, nearTests } from './mutants';

interface Options {
  /** An expression. */
  readonly only: string;
  readonly near?: true;
  readonly jobs: number;
}

interface Mutant {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  readonly text: string;
}

const repository = path.resolve(__dirname, '../..');
const plugin = 'mu-plugins/storefort';
/** A line that puts one guard in place. */
const registration =
  /^ +(?:(?:add|remove)_(?:filter|action)\(|register_shutdown_function\(|ob_start\(|defined\(.*define\(|\$this->(?:judge|keep)\w+\(.*\);$|\$caller->register|self::register|(?:Door::\w+ => )?(?:\(new \w+\(.*\)\)->register|self::register\w*)\()/;

/** Takes the lines that register the plugin's guards away, one at a time, and counts whose loss no test sees. */
async function main({ only, near, jobs }: Options): Promise<void> {
  const started = Date.now();
  const mutants = allMutants().filter((mutant) => new RegExp(only).test(nameOf(mutant)));
  const survivors: string[] = [];
  const waiting = [...mutants];
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const name = nameOf(mutant);
      const killer = await killerOf(mutant, near === true);
      console.log(killer === undefined ? `SURVIVED ${name}` : `killed   ${name}: ${killer}`);
      if (killer === undefined) survivors.push(name);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  const unexplained = survivors.filter((name) => reasonOf(name) === undefined);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${mutants.length - survivors.length} of ${mutants.length} mutants turn a test red, in ${seconds} s`);
  for (const name of survivors) console.log(`  survived: ${name}; ${reasonOf(name) ?? 'NOBODY KNOWS WHY'}`);
  if (unexplained.length > 0 || mutants.length === 0) process.exitCode = 1;
}

function allMutants(): Mutant[] {
  const folder = path.join(repository, 'host/wordpress', plugin);
  return Object.keys(nearTests).flatMap((file) => {
    const lines = readFileSync(path.join(folder, `${file}.php`), 'utf8').split('\n');
    const found = lines.flatMap((text, index) => (registration.test(text) ? [{ file, line: index + 1, text }] : []));
    if (found.length === 0) throw new Error(`${file}.php registers nothing: mend the pattern`);
    return found;
  });
}

const nameOf = ({ file, line, text }: Mutant): string => `${file}.php:${line} ${text.trim()}`;

const reasonOf = (name: string): string | undefined =>
  covered.find(({ file, line }) => name.startsWith(`${file}.php:`) && name.endsWith(` ${line}`))?.reason;

/** @returns the first test that went red; undefined: none did */
async function killerOf(mutant: Mutant, nearOnly: boolean): Promise<string | undefined> {
  const host = mkdtempSync(path.join(tmpdir(), 'storefort-mutant-'));
  try {
    cpSync(path.join(repository, 'host/wordpress'), host, { recursive: true });
    const file = path.join(host, plugin, `${mutant.file}.php`);
    const lines = readFileSync(file, 'utf8').split('\n');
    lines[mutant.line - 1] =
      mutant.text.includes('Door::') && mutant.text.includes('=> ') && mutant.text.endsWith(',')
        ? mutant.text.replace(/=> .*/, '=> null,')
        : '';
    writeFileSync(file, lines.join('\n'));
    execFileSync('php', ['-l', file]);
    const near = testsNear(mutant);
    const far = readdirSync(__dirname).filter((name) => name.endsWith('.test.ts') && !near.includes(name));
    for (const test of nearOnly ? near : [...near, ...far]) {
      const killer = await redIn(test, host);
      if (killer !== undefined) return `${test}: ${killer}`;
    }
    return undefined;
  } finally {
    rmSync(host, { recursive: true, force: true });
  }
}

/** Of the class that a line of the plugin registers, or that the line stands in. */
function testsNear({ file, text }: Mutant): readonly string[] {
  const named = /(?:new |\$)(\w+)(?:\(|->)/
    .exec(text)?.[1]
    ?.replace(/(?<=[a-z])[A-Z]/g, '-$&')
    .toLowerCase();
  const names = nearTests[(file === 'plugin' ? named : file) ?? file] ?? nearTests[file] ?? [];
  for (const name of names) if (!existsSync(path.join(__dirname, name))) throw new Error(`there is no ${name}`);
  return names;
}

async function redIn(test: string, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const jest = [
      path.join(repository, 'node_modules/jest/bin/jest.js'),
      '--bail',
      '--runTestsByPath',
      path.join(__dirname, test),
    ];
    const options = { cwd: repository, env: { ...process.env, STOREFORT_WORDPRESS: host }, maxBuffer: 2 ** 26 };
    execFile(process.execPath, jest, options, (error, _, told) => {
      resolve(error ? (/^ +● (.+)$/m.exec(told)?.[1] ?? error.message.slice(0, 200)) : undefined);
    });
  });
}

function count(text: string): number {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1) throw new InvalidArgumentError('must be a whole number of at least 1');
  return jobs;
}

new Command('test:mutate:wordpress')
  .description(
    'Takes the lines that register the plugin’s guards away, one at a time, and counts whose loss no test sees.',
  )
  .option('--only <text>', 'only mutants whose name this expression matches', '')
  .option('--near', 'run only the tests of the class, not the whole folder')
  .option('--jobs <count>', 'mutants tried at once', count, 2)
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
