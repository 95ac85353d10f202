import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { World } from './world';

/** What a test may have the server do in place of answering. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * As much of S3, KMS and AWS Backup as `verify-backup` asks, spoken over HTTP, so that the SDK's own reading of status codes, XML and
 * dates is part of the test. It is written from AWS's API references, and is not AWS.
 */
export class AwsOverHttp {
  readonly evidence = new Map<string, Buffer>();
  readonly requests: string[] = [];
  misbehave: Misbehaviour = () => false;
  private readonly server: Server;

  constructor(private readonly world: World) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const target = String(request.headers['x-amz-target'] ?? '');
    this.requests.push(`${request.method} ${target || url.pathname}`);
    const body = await bodyOf(request);
    if (this.misbehave(request, response)) return;
    if (target.startsWith('TrentService.')) this.kms(target, response);
    else if (url.pathname.startsWith('/backup-vaults/')) this.backup(url, response);
    else this.s3(request, url, body, response);
  }

  private kms(target: string, response: ServerResponse): void {
    const { state, rotating, policy } = this.world.key;
    const answers: Record<string, unknown> = {
      'TrentService.DescribeKey': { KeyMetadata: { KeyId: 'offsite', KeyState: state } },
      'TrentService.GetKeyRotationStatus': { KeyRotationEnabled: rotating },
      'TrentService.GetKeyPolicy': { Policy: JSON.stringify(policy), PolicyName: 'default' },
    };
    json(response, answers[target]);
  }

  private backup(url: URL, response: ServerResponse): void {
    const [, , name = '', list] = url.pathname.split('/');
    const place = name.includes('offsite') ? 'offsite' : 'home';
    const { vault, points } = this.world.vaults[place];
    const seconds = (date: Date | undefined) => date && date.getTime() / 1000;
    if (list === undefined) {
      json(response, {
        BackupVaultName: name,
        EncryptionKeyArn: vault.keyArn,
        Locked: vault.locked,
        MinRetentionDays: vault.minRetentionDays,
        MaxRetentionDays: vault.maxRetentionDays,
        LockDate: seconds(vault.lockDate),
      });
      return;
    }
    // Two points a page.
    const from = Number(url.searchParams.get('nextToken') ?? 0);
    json(response, {
      NextToken: from + 2 < points.length ? String(from + 2) : undefined,
      RecoveryPoints: points.slice(from, from + 2).map((point) => ({
        RecoveryPointArn: point.arn,
        ResourceArn: point.resourceArn,
        Status: point.status,
        CreationDate: seconds(point.takenAt),
        EncryptionKeyArn: point.keyArn,
        IsEncrypted: point.encrypted,
        Lifecycle: { DeleteAfterDays: point.deleteAfterDays },
      })),
    });
  }

  private s3(request: IncomingMessage, url: URL, body: Buffer, response: ServerResponse): void {
    const [, bucket, ...path] = decodeURIComponent(url.pathname).split('/');
    const key = path.join('/');
    if (url.searchParams.get('list-type') === '2') this.list(bucket ?? '', url, response);
    else if (bucket === 'acme-evidence' && request.method === 'PUT') this.put(key, request, body, response);
    else if (bucket === 'acme-evidence') send(response, this.evidence.get(key), 'NoSuchKey');
    else this.object(key, request, url, response);
  }

  private object(key: string, request: IncomingMessage, url: URL, response: ServerResponse): void {
    const stored = this.world.bucket.get(key);
    if (!stored) {
      send(response, undefined, 'NoSuchKey');
      return;
    }
    if (url.searchParams.has('retention')) {
      const { retention } = stored;
      const xml =
        retention &&
        `<Retention><Mode>${retention.mode}</Mode><RetainUntilDate>${retention.until.toISOString()}</RetainUntilDate></Retention>`;
      send(response, xml === undefined ? undefined : Buffer.from(xml), 'NoSuchObjectLockConfiguration');
      return;
    }
    response.setHeader('x-amz-version-id', stored.versionId);
    response.setHeader('last-modified', stored.lastModified.toUTCString());
    if (stored.encryption) response.setHeader('x-amz-server-side-encryption', stored.encryption);
    if (stored.keyArn) response.setHeader('x-amz-server-side-encryption-aws-kms-key-id', stored.keyArn);
    response.setHeader('content-length', stored.body.length);
    response.end(request.method === 'HEAD' ? undefined : stored.body);
  }

  private put(key: string, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    if (request.headers['if-none-match'] === '*' && this.evidence.has(key)) {
      fault(response, 412, 'PreconditionFailed');
      return;
    }
    this.evidence.set(key, body);
    response.end();
  }

  private list(bucket: string, url: URL, response: ServerResponse): void {
    const prefix = url.searchParams.get('prefix') ?? '';
    const after = url.searchParams.get('start-after') ?? '';
    const keys = [...(bucket === 'acme-evidence' ? this.evidence : this.world.bucket).keys()]
      .filter((key) => key.startsWith(prefix) && key > after)
      .sort();
    const folders = [...new Set(keys.map((key) => `${prefix}${key.slice(prefix.length).split('/')[0]}/`))];
    const isDelimited = url.searchParams.has('delimiter');
    const all = isDelimited ? folders : keys;
    // One a page.
    const at = Number(url.searchParams.get('continuation-token') ?? 0);
    const more = at + 1 < all.length;
    const one = all[at];
    const entry =
      one &&
      (isDelimited
        ? `<CommonPrefixes><Prefix>${one}</Prefix></CommonPrefixes>`
        : `<Contents><Key>${one}</Key></Contents>`);
    response.end(
      `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${at + 1}</NextContinuationToken>` : ''}${entry ?? ''}</ListBucketResult>`,
    );
  }
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}

function send(response: ServerResponse, body: Buffer | undefined, missing: string): void {
  if (body) response.end(body);
  else fault(response, 404, missing);
}

/** An error as S3 writes it; to HEAD Node sends no body, as S3 does. */
export function fault(response: ServerResponse, status: number, code: string): void {
  response.statusCode = status;
  response.end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
