import { AwsHosts } from '../admin/aws-hosts';
import { TerminalPrograms } from '../admin/terminal-programs';
import { CommandError, exitCodes } from '../exit-codes';
import { storeOf } from '../store-argument';
import { TerminalPerson } from '../terminal/person';
import { AwsJournal } from './aws-journal';
import { type PaymentFormat, paymentsIn, renderPayments } from './payments';
import { timeOf } from './read-journal';
import { listErasures, raiseOrderId, readAround, replayErasures } from './restore-store';
import { stepsFor } from './steps';

export interface RestoreOptions {
  /** When the recovery point was taken. */
  readonly since: string;
  readonly yes?: boolean;
  readonly list?: boolean;
  readonly format?: string;
}

/** What is said beside a result that may be redirected into a file. */
const aside = () => new TerminalPerson(process.stdin, process.stderr);

export function runSteps(argument: string): number {
  process.stdout.write(stepsFor(storeOf(argument)));
  return exitCodes.ok;
}

export async function runErasures(argument: string, options: RestoreOptions): Promise<number> {
  const [store, since] = [storeOf(argument), timeOf(options.since, new Date())];
  if (!options.list) return replayErasures(store, since, options.yes === true, ports());
  const { entries, unreadable } = await readAround(store, since, { journal: new AwsJournal(), person: aside() });
  process.stdout.write(listErasures(entries));
  return unreadable > 0 ? exitCodes.findings : exitCodes.ok;
}

export async function runOrderId(argument: string, options: RestoreOptions): Promise<number> {
  return raiseOrderId(storeOf(argument), timeOf(options.since, new Date()), options.yes === true, ports());
}

export async function runPayments(argument: string, options: RestoreOptions): Promise<number> {
  const format = formatOf(options.format);
  const [store, since] = [storeOf(argument), timeOf(options.since, new Date())];
  const { entries, unreadable } = await readAround(store, since, { journal: new AwsJournal(), person: aside() });
  process.stdout.write(renderPayments(paymentsIn(entries), format));
  return unreadable > 0 ? exitCodes.findings : exitCodes.ok;
}

function formatOf(text = 'text'): PaymentFormat {
  if (text === 'text' || text === 'csv' || text === 'json') return text;
  throw new CommandError(`--format must be text, csv or json, got ${JSON.stringify(text)}`, exitCodes.usage);
}

function ports() {
  return {
    journal: new AwsJournal(),
    hosts: new AwsHosts(),
    programs: new TerminalPrograms(),
    person: new TerminalPerson(),
  };
}
