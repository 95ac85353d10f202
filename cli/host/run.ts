import path from 'node:path';
import { loadStore } from '../../lib/config/load';
import { exitCodes } from '../exit-codes';
import { interruptible } from '../interruption';
import { Progress } from '../terminal/progress';
import { startPreview } from './preview';
import { ensurePrograms } from './programs';
import { pluginsIn, type PluginSource } from './release';
import { renderJson, renderText } from './render';

const project = path.resolve(__dirname, '../..');

export interface HostProps {
  /** Folder of plugin folders. @default - the stand-ins */
  readonly plugins?: string;
  readonly store?: string;
  /** @default `.preview` in the project */
  readonly root?: string;
  readonly port?: number;
  readonly fresh?: boolean;
  readonly json?: boolean;
  readonly yes?: boolean;
}

/**
 * Boots a preview, says where it is, and keeps it until somebody ends it.
 * @returns never a success: it throws 130 when it was stopped
 */
export async function runHost(props: HostProps): Promise<number> {
  const plugins = props.plugins === undefined ? standIns() : pluginsIn(path.resolve(props.plugins));
  const store = props.store === undefined ? undefined : loadStore(props.store);
  await ensurePrograms({
    yes: props.yes ?? false,
    terminal: process.stdin.isTTY && process.stderr.isTTY,
    asRoot: process.getuid?.() === 0,
  });
  if (process.stdout.isTTY) endWithTerminal();
  return interruptible(async (signal) => {
    const progress = new Progress();
    const preview = await startPreview({
      root: path.resolve(props.root ?? path.join(project, '.preview')),
      port: props.port,
      fresh: props.fresh,
      plugins,
      doors: store,
      locale: store?.locales[0],
      timeZone: store?.timeZone,
      signal,
      step: (text) => {
        progress.step(text);
      },
    }).finally(() => {
      progress.done();
    });
    try {
      const ready = { preview, signIn: await preview.signIn(), plugins };
      process.stdout.write(props.json ? renderJson(ready) : renderText(ready));
      await aborted(signal);
    } finally {
      if (!props.json) process.stderr.write('stopping ...\n');
      await preview.stop();
    }
    return exitCodes.ok;
  });
}

/** A terminal that is closed ends the preview too. Under nohup stdout is none, and the preview stays. */
function endWithTerminal(): void {
  process.once('SIGHUP', () => {
    // Nobody reads on; that must not keep it from cleaning up.
    process.stderr.on('error', () => undefined);
    process.kill(process.pid, 'SIGTERM');
  });
}

/** Labelled as what they are, in their names and headers. */
export function standIns(): PluginSource[] {
  return pluginsIn(path.join(project, 'test/stand-ins'));
}

async function aborted(signal: AbortSignal): Promise<void> {
  // A listener alone does not keep the process alive; the ticks' timer does.
  await new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', resolve, { once: true });
  });
  signal.throwIfAborted();
}
