import { addAbortSignal, Readable } from 'node:stream';
import {
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Exports, Retention, StoredObject } from './ports';

/** S3 lists a thousand folders a page: a folder a night for a hundred years. */
const mostPages = 40;

/**
 * The export bucket. Needs `s3:ListBucket` (without it S3 says `forbidden` of what is not there), and below `exports/<store>/`
 * `s3:GetObject`, `s3:GetObjectRetention`; `kms:Decrypt` with the bucket's key.
 */
export class AwsExports implements Exports {
  /** @param client of the bucket's region */
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  async head(key: string): Promise<StoredObject | undefined> {
    let found: HeadObjectCommandOutput;
    try {
      found = await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
    } catch (error) {
      // An answer to HEAD has no body, hence no code of its own: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
      if (isNamed(error, 'NotFound', 'NoSuchKey')) return undefined;
      throw new Error(`${key} could not be looked up`, { cause: error });
    }
    const { VersionId, ContentLength, LastModified, ServerSideEncryption, SSEKMSKeyId } = found;
    if (VersionId === undefined || ContentLength === undefined || LastModified === undefined) {
      throw new Error(`S3 says of ${key} neither version nor length nor date`);
    }
    return {
      key,
      versionId: VersionId,
      bytes: ContentLength,
      lastModified: LastModified,
      encryption: ServerSideEncryption,
      keyArn: SSEKMSKeyId,
    };
  }

  async retention({ key, versionId }: StoredObject): Promise<Retention | undefined> {
    try {
      const { Retention: found } = await this.client.send(
        new GetObjectRetentionCommand({ Bucket: this.bucket, Key: key, VersionId: versionId }),
      );
      if (found?.Mode === undefined || found.RetainUntilDate === undefined) throw new Error('without mode or date');
      return { mode: found.Mode, until: found.RetainUntilDate };
    } catch (error) {
      if (isNamed(error, 'NoSuchObjectLockConfiguration')) return undefined;
      throw new Error(`the lock of ${key} could not be looked up`, { cause: error });
    }
  }

  async *open({ key, versionId, bytes }: StoredObject, signal: AbortSignal): AsyncIterable<Uint8Array> {
    let read = 0;
    try {
      const { Body, VersionId } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }), {
        abortSignal: signal,
      });
      if (!(Body instanceof Readable)) throw new Error('without a body');
      // To ask for it by its version would take the right to read every version there ever was.
      if (VersionId !== versionId) {
        Body.destroy();
        throw new Error('another version was put meanwhile');
      }
      for await (const chunk of addAbortSignal(signal, Body) as AsyncIterable<Uint8Array>) {
        read += chunk.byteLength;
        yield chunk;
      }
    } catch (error) {
      throw new Error(`${key} could not be read`, { cause: error });
    }
    // Half an answer is AWS's fault, and must not look like half a dump.
    if (read !== bytes) throw new Error(`${key} could not be read: ${read} of ${bytes} bytes came`);
  }

  async folders(prefix: string): Promise<readonly string[]> {
    const found: string[] = [];
    let token: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await this.list(prefix, token);
      found.push(...(answer.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix?.slice(prefix.length, -1) ?? []));
      if (answer.IsTruncated !== true) return found;
      token = answer.NextContinuationToken;
      if (token === undefined) throw new Error(`the list of ${prefix} breaks off`);
    }
    throw new Error(`the list of ${prefix} does not end`);
  }

  private async list(prefix: string, token: string | undefined) {
    try {
      return await this.client.send(
        new ListObjectsV2Command({ Bucket: this.bucket, Prefix: prefix, Delimiter: '/', ContinuationToken: token }),
      );
    } catch (error) {
      throw new Error(`${prefix} could not be listed`, { cause: error });
    }
  }
}

function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
