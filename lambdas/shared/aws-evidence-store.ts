import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type Evidence, evidenceKey, evidenceSchema, type EvidenceStore } from './evidence';

/** What bounds a search: S3 lists a thousand keys a page. */
const mostPages = 100;

/**
 * Evidence in a bucket with Object Lock. The bucket's default settings lock and encrypt it: nothing here could weaken them.
 * Needs `s3:PutObject`, `s3:GetObject` below `<store>/` and `s3:ListBucket`; `kms:GenerateDataKey` and `kms:Decrypt` with the
 * bucket's key.
 */
export class AwsEvidenceStore implements EvidenceStore {
  /**
   * @param client of the bucket's region
   * @param store name of the store, whose evidence alone is looked up and put
   */
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
    private readonly store: string,
  ) {}

  async put(evidence: Evidence): Promise<string> {
    const checked = evidenceSchema.parse(evidence);
    if (checked.store !== this.store) throw new Error(`evidence of ${checked.store} is not put below ${this.store}`);
    const key = evidenceKey(checked);
    const body = `${JSON.stringify(checked, null, 2)}\n`;
    try {
      await this.client.send(
        new PutObjectCommand({
          Bucket: this.bucket,
          Key: key,
          Body: body,
          ContentType: 'application/json',
          // S3 refuses an object that is to be locked without a checksum.
          ChecksumAlgorithm: 'SHA256',
          // A second version beside the first would leave open which one holds.
          IfNoneMatch: '*',
        }),
      );
    } catch (error) {
      // It is there, from an answer that got lost: the same again changes nothing.
      if (nameOf(error) === 'PreconditionFailed' && (await this.read(key)) === body) return key;
      throw new Error(`evidence ${key} could not be put`, { cause: error });
    }
    return key;
  }

  async newest(
    check: string,
    period: { readonly since: Date; readonly until: Date },
    wanted: (evidence: Evidence) => boolean = () => true,
  ): Promise<Evidence | undefined> {
    const prefix = `${this.store}/${check}/`;
    const from = keyTime(period.since);
    const to = keyTime(period.until);
    const keys = (await this.keysAfter(prefix, from))
      .map((key) => ({ key, time: key.slice(prefix.length, prefix.length + from.length) }))
      .filter(({ time }) => time >= from && time < to)
      .sort((one, other) => (one.key < other.key ? 1 : -1));
    for (const { key } of keys) {
      const evidence = parse(key, await this.read(key));
      if (wanted(evidence)) return evidence;
    }
    return undefined;
  }

  /** All keys that are not before that time. */
  private async keysAfter(prefix: string, from: string): Promise<readonly string[]> {
    const keys: string[] = [];
    let token: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await this.list(prefix, from, token);
      keys.push(...(answer.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
      if (answer.IsTruncated !== true) return keys;
      token = answer.NextContinuationToken;
      if (token === undefined) throw new Error(`the list of evidence below ${prefix} breaks off`);
    }
    throw new Error(`the list of evidence below ${prefix} does not end`);
  }

  private async list(prefix: string, from: string, ContinuationToken: string | undefined) {
    try {
      return await this.client.send(
        // The time is a prefix of the keys of its second, so it sorts before all of them.
        new ListObjectsV2Command({
          Bucket: this.bucket,
          Prefix: prefix,
          StartAfter: `${prefix}${from}`,
          ContinuationToken,
        }),
      );
    } catch (error) {
      throw new Error(`the evidence below ${prefix} could not be listed`, { cause: error });
    }
  }

  private async read(key: string): Promise<string> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      if (Body === undefined) throw new Error('without a body');
      return await Body.transformToString();
    } catch (error) {
      throw new Error(`evidence ${key} could not be read`, { cause: error });
    }
  }
}

/** `YYYY/MM/DD/HHMMSSZ`, as in a key: to the second. */
function keyTime(at: Date): string {
  const iso = at.toISOString();
  return `${iso.slice(0, 10).replaceAll('-', '/')}/${iso.slice(11, 19).replaceAll(':', '')}Z`;
}

/** What lies under another key than its own was put there by someone else. */
function parse(key: string, text: string): Evidence {
  const parsed = evidenceSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw new Error(`${key} holds no evidence`, { cause: parsed.error });
  if (evidenceKey(parsed.data) !== key) throw new Error(`${key} holds other evidence than its key says`);
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}
