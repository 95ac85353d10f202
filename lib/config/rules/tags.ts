import type { Finding } from '../finding';
import type { StoreRule } from './store-rule';

/** AWS allows 50 on a resource; the rest is for Storefort's, CDK's and AWS Backup's own. */
const mostTags = 45;

/** Keys that mean something to Storefort or to AWS Backup, whose plans pass over what a restore test made. */
const reserved = /^(?:storefort:|aws-cdk:|awsbackup-restore-test$)/i;

/** Tags fit beside the blueprint's own, and IAM, which compares keys without case, takes them. */
export const tagsRule: StoreRule = ({ file }) => {
  const keys = Object.keys(file.tags ?? {});
  const findings: Finding[] = [];
  if (keys.length > mostTags) {
    findings.push({
      path: ['tags'],
      must: `must have at most ${mostTags} tags`,
      got: String(keys.length),
      remedy: 'take some out',
    });
  }
  const seen = new Map<string, string>();
  for (const key of keys) {
    const twin = seen.get(key.toLowerCase());
    if (reserved.test(key)) {
      findings.push({ path: ['tags', key], must: 'must not be a key that Storefort or AWS uses', remedy: 'rename it' });
    } else if (twin !== undefined) {
      const must = `must differ from ${twin} by more than case, for IAM takes them as one`;
      findings.push({ path: ['tags', key], must, remedy: 'take one of the two away' });
    }
    seen.set(key.toLowerCase(), key);
  }
  return findings;
};
