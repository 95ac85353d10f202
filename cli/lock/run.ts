import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { loadStore } from '../../lib/config/load';
import { exitCodes } from '../exit-codes';
import { storeFileOf } from '../store-argument';
import { TerminalPerson } from '../terminal/person';
import { evidenceIn } from '../evidence-store/aws-evidence';
import { AwsStackOutputs } from '../evidence-store/aws-stack-outputs';
import { lockStore } from './lock-store';

/**
 * Sets `backup.lock: compliance` in a store's file, once its backups are proven and the person agrees.
 * @param argument a store's name, or its file
 * @returns exit code
 * @throws CommandError when it is not to be locked
 */
export async function runLock(argument: string, options: { readonly yes?: boolean }): Promise<number> {
  const file = storeFileOf(argument);
  const store = loadStore(file);
  const text = readFileSync(file, 'utf8');
  const person = new TerminalPerson();
  const ports = { outputs: new AwsStackOutputs(), evidenceIn, person, now: () => new Date() };
  const changed = await lockStore({ store, text, yes: options.yes === true }, ports);
  if (changed === undefined) {
    person.say(`${file} says backup.lock: compliance already\n`);
    return exitCodes.ok;
  }
  replace(file, changed);
  person.say(
    `${file} says backup.lock: compliance now; nothing is locked until it is deployed:\n  npx cdk deploy -c store=${store.name} '${store.name}/*'\n`,
  );
  return exitCodes.ok;
}

/** By rename: a store file is whole, or as it was. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: statSync(file).mode });
  renameSync(`${file}.new`, file);
}
