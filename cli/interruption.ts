import { CommandError, exitCodes } from './exit-codes';

/**
 * Runs work that Ctrl-C (or a polite kill) may end: the signal aborts, the work cleans up in its own `finally`, and the command
 * ends with 130.
 * @throws what `work` throws; a CommandError with exit code 130 when it was interrupted
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => {
    controller.abort(new CommandError('stopped', exitCodes.interrupted));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
