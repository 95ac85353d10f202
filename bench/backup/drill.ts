import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { drillDump } from '../../cli/drill/dump-drill';
import { startThrowAwayServer } from '../../cli/mariadb/throw-away-server';
import { median } from '../host/median';

/** What a drill costs beside the restore that nobody can do without. */
export interface DrillTimes {
  /** The client fed by the shell alone, into a server that runs already, of the same settings. */
  readonly importSeconds: number;
  /** From the first to the last moment: server, restore with the scan beside it, checks, evidence, removal. */
  readonly drillSeconds: number;
  readonly restoreSeconds: number;
  readonly checkSeconds: number;
  readonly startSeconds: number;
  /** Median of the rounds' ratios. */
  readonly ratio: number;
}

/** Import and drill take turns, so that a slow minute of the machine hits both. @throws Error when a drill does not pass */
export async function measureDrill(dump: string, rounds: number): Promise<DrillTimes> {
  const times: Omit<DrillTimes, 'ratio'>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const drillFirst = round % 2 === 1;
    const early = drillFirst ? await timedDrill(dump) : undefined;
    const importSeconds = await timedImport(dump);
    times.push({ importSeconds, ...(early ?? (await timedDrill(dump))) });
  }
  const middle = (of: (each: Omit<DrillTimes, 'ratio'>) => number) => median(times.map(of));
  return {
    importSeconds: middle((each) => each.importSeconds),
    drillSeconds: middle((each) => each.drillSeconds),
    restoreSeconds: middle((each) => each.restoreSeconds),
    checkSeconds: middle((each) => each.checkSeconds),
    startSeconds: middle((each) => each.startSeconds),
    ratio: middle((each) => each.drillSeconds / each.importSeconds),
  };
}

async function timedImport(dump: string): Promise<number> {
  const server = await startThrowAwayServer({ schema: 'shop' });
  const file = openSync(dump, 'r');
  try {
    const started = performance.now();
    const options = [`--defaults-file=${server.restorerFile}`, '--max-allowed-packet=1G', server.schema];
    const client = spawn('mariadb', options, { stdio: [file, 'inherit', 'inherit'] });
    const [status] = (await once(client, 'close')) as [number | null];
    if (status !== 0) throw new Error(`the bare import ended with ${status}`);
    return secondsSince(started);
  } finally {
    closeSync(file);
    await server.stop();
  }
}

async function timedDrill(dump: string): Promise<Omit<DrillTimes, 'ratio' | 'importSeconds'>> {
  const started = performance.now();
  const { verdict, measures, results } = await drillDump({ file: dump });
  const drillSeconds = secondsSince(started);
  if (verdict !== 'pass') {
    const bad = results.filter((result) => result.verdict !== 'pass' && result.verdict !== 'not-run');
    throw new Error(`the drill did not pass: ${bad.map(({ id, observed }) => `${id}: ${observed}`).join('; ')}`);
  }
  const { restoreSeconds = NaN, checkSeconds = NaN, startSeconds = NaN } = measures;
  return { drillSeconds, restoreSeconds, checkSeconds, startSeconds };
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}
