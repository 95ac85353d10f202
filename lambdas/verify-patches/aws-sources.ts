import { S3Client } from '@aws-sdk/client-s3';
import type { HttpReader } from '../shared/http/http-reader';
import { AwsFeed } from '../shared/vulnerabilities/aws-feed';
import type { VulnerabilitySource } from '../shared/vulnerabilities/vulnerability';
import { WpVulnerability } from '../shared/vulnerabilities/wpvulnerability';
import type { VerifyPatchesExpectations } from './contract';

/** An answer that does not begin within this time is asked for again. */
const patience = { maxAttempts: 5, requestHandler: { connectionTimeout: 5_000, socketTimeout: 30_000 } };

/** Who knows vulnerabilities: the account's feed, which lies in the store's region, and the second source that the store file names. */
export function awsSources(
  { region, feedBucket, secondSource }: VerifyPatchesExpectations,
  http: HttpReader,
  now: () => Date,
): readonly VulnerabilitySource[] {
  const feed = new AwsFeed(new S3Client({ ...patience, region }), feedBucket, now);
  return secondSource === 'wpvulnerability' ? [feed, new WpVulnerability(http, now)] : [feed];
}
