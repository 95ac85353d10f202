import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CommandError } from '../exit-codes';
import { Daemon } from '../host/daemon';
import { runProgram } from '../host/run-program';
import { UndoStack } from '../host/undo-stack';
import { thisProcess } from '../process-identity';
import { type Account, type Accounts, accountStatements, newAccounts } from './accounts';
import { answers, makeDataFolder } from './data-folder';
import { guardFolder } from './guard';
import { needMariaDb, type ServerAccount, serverAccount } from './installed';
import { folderPrefix, ownerFile, removeLeftovers } from './leftovers';
import { serverOptions } from './server-options';

/** A MariaDB with one empty schema, for one use. */
export interface ThrowAwayServer {
  /** Everything of it lies in here. */
  readonly folder: string;
  readonly socket: string;
  readonly schema: string;
  /** `10.11.6-MariaDB` */
  readonly version: string;
  /** Option file by which the machine's client comes in as the one who may write the schema. */
  readonly restorerFile: string;
  /** Who may read the schema. */
  readonly checker: Account;
  /** As whom a program should run that reads what came from elsewhere; undefined: as who we are. */
  readonly account: ServerAccount | undefined;
  /** Ends it and removes its folder. Asked twice, it is the same one time. */
  stop(): Promise<void>;
}

export interface ThrowAwayServerProps {
  /** `[A-Za-z0-9_$-]{1,64}` */
  readonly schema: string;
  /** Where its folder is made. @default - the system's folder for temporary files */
  readonly temporary?: string;
  readonly signal?: AbortSignal;
}

/**
 * Starts a server that listens at a socket in a folder of its own (0700), and holds nobody who may do more than read or write the
 * one schema. It does not outlive this process, however that ends; what a power cut left is removed by the next start.
 * @throws CommandError with the remedy when this machine has no MariaDB, or it does not start
 * @throws the signal's reason
 */
export async function startThrowAwayServer(props: ThrowAwayServerProps): Promise<ThrowAwayServer> {
  needMariaDb();
  const account = serverAccount();
  const temporary = path.resolve(props.temporary ?? tmpdir());
  await removeLeftovers(temporary, [process.getuid?.() ?? -1, ...(account ? [account.uid] : [])]);
  props.signal?.throwIfAborted();
  const undo = new UndoStack();
  try {
    return await start(props, makeFolder(temporary, undo), account, undo);
  } catch (error) {
    await undo.all();
    throw error;
  }
}

// A socket's path has at most 107 bytes (unix(7)).
const longestFolder = 107 - '/storefort-drill-XXXXXX/socket'.length;

function makeFolder(temporary: string, undo: UndoStack): string {
  if (temporary.length > longestFolder)
    throw new CommandError(
      `${temporary} is too long a path for a socket below it, it may have ${longestFolder} characters; set TMPDIR to a shorter one`,
    );
  const folder = mkdtempSync(path.join(temporary, folderPrefix));
  undo.push(guardFolder(folder));
  undo.push(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  writeFileSync(path.join(folder, ownerFile), thisProcess());
  return folder;
}

async function start(
  { schema, signal }: ThrowAwayServerProps,
  folder: string,
  account: ServerAccount | undefined,
  undo: UndoStack,
): Promise<ThrowAwayServer> {
  const socket = path.join(folder, 'socket');
  const accounts = newAccounts();
  const restorerFile = writeFiles(folder, schema, socket, accounts);
  const chown = () => (account ? runProgram('chown', ['-R', `${account.uid}:${account.gid}`, folder]) : undefined);
  await chown();
  await makeDataFolder(folder, account?.name, signal);
  const log = path.join(folder, 'log');
  const server = Daemon.start('MariaDB', 'mariadbd', serverOptions(folder, account?.name), log);
  undo.push(() => server.stop('SIGKILL'));
  await server.until(() => answers(socket), signal);
  const version = await askVersion(restorerFile);
  return {
    folder,
    socket,
    schema,
    version,
    restorerFile,
    checker: accounts.checker,
    account,
    stop: () => undo.all(),
  };
}

function writeFiles(folder: string, schema: string, socket: string, accounts: Accounts): string {
  const secret = { mode: 0o600 };
  mkdirSync(path.join(folder, 'empty'), { mode: 0o500 });
  writeFileSync(path.join(folder, 'accounts.sql'), accountStatements(schema, accounts), secret);
  const file = path.join(folder, 'restorer.cnf');
  const { user, password } = accounts.restorer;
  writeFileSync(file, `[client]\nsocket=${socket}\nuser=${user}\npassword=${password}\n`, secret);
  return file;
}

/** Also shows that the accounts were made. */
async function askVersion(restorerFile: string): Promise<string> {
  const ask = [`--defaults-file=${restorerFile}`, '--batch', '--skip-column-names', '--execute=SELECT VERSION()'];
  return (await runProgram('mariadb', ask)).trim();
}
