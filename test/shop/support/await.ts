import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is right; gives the last one, so that a matcher can say what it was. */
export async function eventually<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean, seconds = 30): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ;) {
    const answer = await ask();
    if (isRight(answer) || Date.now() > end) return answer;
    await sleep(150);
  }
}
