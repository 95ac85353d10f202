/** @throws Error of what was asked, or when the signal is aborted before */
export async function inTime<T>(deadline: AbortSignal, find: () => Promise<T>): Promise<T> {
  if (deadline.aborted) throw new Error('no time was left to ask');
  let late: (() => void) | undefined;
  const never = new Promise<never>((_, reject) => {
    late = () => {
      reject(new Error('no answer in time'));
    };
    deadline.addEventListener('abort', late, { once: true });
  });
  try {
    return await Promise.race([find(), never]);
  } finally {
    if (late) deadline.removeEventListener('abort', late);
  }
}

/** Causes of causes end somewhere, unless somebody made a ring of them. */
const mostCauses = 5;

/** The message, which our adapters wrote, and the names of its causes: an AWS message may quote what it was asked. */
export function faultText(fault: unknown): string {
  if (!(fault instanceof Error)) return 'a fault without a message';
  const causes: string[] = [];
  for (let cause = fault.cause; cause instanceof Error && causes.length < mostCauses; cause = cause.cause) {
    causes.push(cause.name);
  }
  return `${fault.message}${causes.length === 0 ? '' : ` (${causes.join(', ')})`}`;
}
