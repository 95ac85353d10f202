import { awsSources } from '../../../lambdas/verify-patches/aws-sources';
import { expectations } from './expectations';

const reader = { read: () => Promise.reject(new Error('not asked')) };

describe('sources of vulnerabilities', () => {
  test.each([
    ['none', ['wordfence']],
    ['wpvulnerability', ['wordfence', 'wpvulnerability']],
  ] as const)('with the second source %s are %j', (secondSource, names) => {
    const sources = awsSources({ ...expectations(), secondSource }, reader, () => new Date());
    expect(sources.map(({ name }) => name)).toEqual(names);
  });
});
