import { addAbortSignal, Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { type FeedManifest, parseFeedManifest } from '../shared/vulnerabilities/feed-manifest';
import { feedKeys } from './contract';
import type { KeptFeed } from './ports';

/**
 * The feed's bucket, whose default settings encrypt. Needs `s3:PutObject`, `s3:GetObject` and `s3:AbortMultipartUpload` below
 * `wordfence/`, `s3:ListBucket` (without it S3 says `forbidden` of what is not there), and `kms:GenerateDataKey` and `kms:Decrypt` with the bucket's key.
 */
export class AwsKeptFeed implements KeptFeed {
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  async last(): Promise<FeedManifest | undefined> {
    let text: string;
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: feedKeys.manifest }));
      if (Body === undefined) throw new Error('without a body');
      text = await Body.transformToString();
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw new Error(`${feedKeys.manifest} could not be read`, { cause: error });
    }
    try {
      return parseFeedManifest(text);
    } catch {
      // A broken one must not keep the next from being put.
      return undefined;
    }
  }

  async put(feed: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<string> {
    // In parts as they come in: nothing is there until the last one is. When the feed breaks off, also for want of time, the parts
    // are removed, which the upload's own `abort` does not do.
    const upload = new Upload({
      client: this.client,
      params: {
        Bucket: this.bucket,
        Key: feedKeys.feed,
        Body: addAbortSignal(signal, Readable.from(feed)),
        ContentType: 'application/gzip',
      },
      queueSize: 2,
    });
    const { VersionId } = await upload.done();
    if (VersionId === undefined) throw new Error('S3 names no version of the feed: its bucket must be versioned');
    return VersionId;
  }

  async putManifest(manifest: FeedManifest): Promise<void> {
    try {
      await this.client.send(
        new PutObjectCommand({
          Bucket: this.bucket,
          Key: feedKeys.manifest,
          Body: `${JSON.stringify(manifest, null, 2)}\n`,
          ContentType: 'application/json',
        }),
      );
    } catch (error) {
      throw new Error(`${feedKeys.manifest} could not be put`, { cause: error });
    }
  }
}
