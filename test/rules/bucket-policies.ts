import { expect } from 'expect';
import type { Resource, Rule, Template } from '../support/template';

/** The bucket a policy is for. */
function bucketOf(template: Template, policy: Resource): Resource {
  const { Ref: id } = policy.Properties.Bucket as { Ref: string };
  const bucket = template.resources('AWS::S3::Bucket').find((each) => each.id === id);
  if (bucket === undefined) throw new Error(`${policy.id} is for no bucket of its stack`);
  return bucket;
}

export const bucketPolicyRules: Rule[] = [
  {
    says: 'a bucket that stays keeps its policy: without it plain HTTP would be welcome again',
    stacks: ['account', 'offsite', 'network', 'data'],
    when: ({ accountParts, offsite }) => accountParts === 'create' && offsite,
    holds: (template) => {
      const policies = template.resources('AWS::S3::BucketPolicy');
      expect(policies).not.toHaveLength(0);
      for (const policy of policies) {
        const { DeletionPolicy, UpdateReplacePolicy } = bucketOf(template, policy);
        expect(policy).toMatchObject({ DeletionPolicy, UpdateReplacePolicy });
      }
    },
  },
];
