import { distance } from 'fastest-levenshtein';

/** The known words nearest to one that is unknown, nearest first; none when all are far from it. */
export function nearest(word: string, known: readonly string[], most = 3): string[] {
  const lower = word.toLowerCase().slice(0, 100);
  const limit = Math.max(1, Math.ceil(lower.length / 3));
  return known
    .map((candidate) => ({ candidate, steps: distance(lower, candidate.toLowerCase()) }))
    .filter(({ steps }) => steps <= limit)
    .sort((a, b) => a.steps - b.steps)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}
