import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, writeFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { CommandError, exitCodes } from '../exit-codes';
import { searchPath } from './run-program';

/** Something the preview needs, and the package of Debian and Ubuntu that has it. */
interface Need {
  readonly packageName: string;
  readonly isThere: (machine: Machine) => boolean;
}

/** What a machine has, as far as it matters here. */
export interface Machine {
  /** Whether a program of this name (or one that fits) is on the search path. */
  readonly has: (name: string | RegExp) => boolean;
  /** Extensions of the PHP on the command line, in lower case. */
  readonly phpExtensions: readonly string[];
}

const needs: readonly Need[] = [
  program('nginx', 'nginx'),
  program('php-fpm', /^php-fpm\d/),
  program('php-cli', 'php'),
  ...['mysqli', 'curl', 'gd', 'intl', 'mbstring', 'xml', 'zip'].map(extension),
  program('mariadb-server', 'mariadbd'),
  program('openssl', 'openssl'),
  program('curl', 'curl'),
  program('jq', 'jq'),
];

function program(packageName: string, name: string | RegExp): Need {
  return { packageName, isThere: (machine) => machine.has(name) };
}

function extension(name: string): Need {
  const packageName = name === 'mysqli' ? 'php-mysql' : `php-${name}`;
  return { packageName, isThere: ({ phpExtensions }) => phpExtensions.includes(name) };
}

/** Names of the packages that are missing; empty: all is there. */
export function missingPackages(machine: Machine): string[] {
  return needs.filter((need) => !need.isThere(machine)).map(({ packageName }) => packageName);
}

export interface InstallProps {
  /** Install without asking. */
  readonly yes: boolean;
  /** Whether somebody is there to be asked. */
  readonly terminal: boolean;
  readonly asRoot: boolean;
}

/**
 * Makes sure that everything is installed, after asking.
 * @throws CommandError with exit code 2 and the command to run, when it may not install
 */
export async function ensurePrograms(props: InstallProps, machine: Machine = thisMachine()): Promise<void> {
  const missing = missingPackages(machine);
  if (missing.length === 0) return;
  const sudo = props.asRoot ? '' : 'sudo ';
  const command = `${sudo}apt-get install ${missing.join(' ')}`;
  if (!machine.has('apt-get'))
    throw new CommandError(`the preview runs on Debian and Ubuntu; it misses ${missing.join(', ')}`, exitCodes.usage);
  if (!props.yes && !(props.terminal && (await agrees(missing))))
    throw new CommandError(`the preview misses ${missing.join(', ')}: run "${command}", or use --yes`, exitCodes.usage);
  install(missing, props.asRoot);
}

async function agrees(missing: readonly string[]): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(
      `The preview needs these packages: ${missing.join(' ')}\nInstall them? [y/N] `,
    );
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

/** stdout is the result's: what apt says goes to stderr. */
function install(missing: readonly string[], asRoot: boolean): void {
  const policy = '/usr/sbin/policy-rc.d';
  // Asked by packages before they start a service: 101 forbids it. The preview runs its own, nobody asked for the system's.
  const guard = asRoot && !existsSync(policy);
  if (guard) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const apt = ['apt-get', 'install', '--yes', '--no-install-recommends', ...missing];
    const [first = 'apt-get', ...rest] = asRoot ? apt : ['sudo', ...apt];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const { status } = spawnSync(first, rest, { stdio: ['inherit', 2, 2], env });
    if (status !== 0)
      throw new CommandError(`apt-get could not install ${missing.join(', ')}; try apt-get update first`);
  } finally {
    if (guard) rmSync(policy, { force: true });
  }
}

export function thisMachine(): Machine {
  const php = spawnSync('php', ['-m'], { encoding: 'utf8' });
  return { has: isInstalled, phpExtensions: (php.error ? '' : php.stdout).toLowerCase().split(/\s+/) };
}

/** Whether a program of this name, or one that fits, is on the search path. */
export function isInstalled(name: string | RegExp): boolean {
  const folders = searchPath.split(':').filter((folder) => folder !== '' && existsSync(folder));
  return folders.some((folder) => hasProgram(folder, name));
}

function hasProgram(folder: string, name: string | RegExp): boolean {
  const names = typeof name === 'string' ? [name] : readdirSync(folder).filter((one) => name.test(one));
  return names.some((one) => {
    try {
      accessSync(path.join(folder, one), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
