import type { Finding } from '../finding';
import { nameLimits, namesOf } from '../names';
import type { StoreRule } from './store-rule';

const awsNames = {
  loadBalancer: 'load balancer',
  targetGroup: 'target group',
  restoreTestingPlan: 'restore testing plan',
} as const satisfies Record<keyof typeof nameLimits, string>;

/** The store's name, which is the file's, and the names of AWS resources made from it. */
export const nameRule: StoreRule = ({ name, file }) => {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    return [
      {
        path: [],
        must: 'must be named after the store: a lower-case letter, then letters, digits and dashes',
        got: JSON.stringify(name.slice(0, 60)),
        remedy: 'rename it, such as stores/acme.yaml',
      },
    ];
  }
  const names = namesOf({ name, generation: file.generation ?? 1 });
  return Object.entries(awsNames).flatMap(([key, resource]): Finding[] => {
    const limit = nameLimits[key as keyof typeof nameLimits];
    const derived = names[key as keyof typeof nameLimits];
    if (limit.pattern.test(derived)) return [];
    const over = derived.length - limit.maxLength;
    return [
      {
        path: [],
        must: `must have a name from which the ${resource}’s, ${derived}, has at most ${limit.maxLength} characters`,
        got: String(derived.length),
        remedy:
          over > 0
            ? `shorten the file’s name by ${over}`
            : 'rename it to letters and digits with single dashes between',
      },
    ];
  });
};
