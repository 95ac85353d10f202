import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';

/** What a test may have the bucket do in place of answering. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * As much of S3 as a feed takes, spoken over HTTP: one versioned bucket `feed`, and uploads in parts. Written from AWS's API
 * reference, and not AWS.
 */
export class FeedBucket {
  /** By key, oldest version first. */
  readonly objects = new Map<string, { readonly versionId: string; readonly body: Buffer }[]>();
  /** Uploads that were begun and neither finished nor removed. */
  readonly unfinished = new Map<string, Map<number, Buffer>>();
  readonly requests: string[] = [];
  misbehave: Misbehaviour = () => false;
  versioned = true;
  private count = 0;
  private readonly server = createServer((request, response) => void this.answer(request, response));
  private readonly clients: S3Client[] = [];

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this.endpoint();
  }

  endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  client(): S3Client {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
    const { endpoint } = { endpoint: this.endpoint() };
    const client = new S3Client({ region: 'us-west-2', endpoint, credentials, forcePathStyle: true, maxAttempts: 1 });
    this.clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** @returns the version it gets */
  put(key: string, body: Buffer | string): string {
    const versionId = `v${(this.count += 1)}`;
    this.objects.set(key, [...(this.objects.get(key) ?? []), { versionId, body: Buffer.from(body) }]);
    return versionId;
  }

  /**
   * A feed and its manifest, as `fetch-vulnerabilities` puts them.
   * @param manifest whatever it says beside or instead of what is true of the feed
   */
  keep(feed: string, manifest: { readonly fetchedAt: string; readonly entries: number }): void {
    const packed = gzipSync(feed);
    const of = {
      schemaVersion: 1,
      versionId: this.put('wordfence/production.json.gz', packed),
      bytes: packed.length,
      sha256: createHash('sha256').update(packed).digest('hex'),
      plainBytes: Buffer.byteLength(feed),
    };
    this.put('wordfence/manifest.json', JSON.stringify({ ...of, ...manifest }));
  }

  /** Newest, as text. */
  text(key: string): string | undefined {
    return this.objects.get(key)?.at(-1)?.body.toString('utf8');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    this.requests.push(`${request.method} ${url.pathname}`);
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    if (this.misbehave(request, response)) return;
    const key = decodeURIComponent(url.pathname.replace(/^\/feed\//, ''));
    if (request.method === 'GET') this.get(key, url.searchParams.get('versionId'), response);
    else this.write(request, url.searchParams, key, Buffer.concat(chunks), response);
  }

  private get(key: string, versionId: string | null, response: ServerResponse): void {
    const versions = this.objects.get(key) ?? [];
    const found = versionId === null ? versions.at(-1) : versions.find((each) => each.versionId === versionId);
    if (found === undefined) {
      fault(response, 404, versionId === null ? 'NoSuchKey' : 'NoSuchVersion');
      return;
    }
    response.writeHead(200, { 'content-length': found.body.length, 'x-amz-version-id': found.versionId });
    response.end(found.body);
  }

  private write(
    { method }: IncomingMessage,
    query: URLSearchParams,
    key: string,
    body: Buffer,
    to: ServerResponse,
  ): void {
    const uploadId = query.get('uploadId');
    if (query.has('uploads')) this.begin(to);
    else if (uploadId === null) this.written(key, body, to);
    else if (method === 'PUT') {
      this.unfinished.get(uploadId)?.set(Number(query.get('partNumber')), body);
      to.writeHead(200, { etag: '"part"' }).end();
    } else if (method === 'DELETE') {
      this.unfinished.delete(uploadId);
      to.writeHead(204).end();
    } else this.complete(key, uploadId, to);
  }

  private begin(to: ServerResponse): void {
    const id = `upload-${(this.count += 1)}`;
    this.unfinished.set(id, new Map());
    to.end(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
  }

  private complete(key: string, uploadId: string, to: ServerResponse): void {
    const parts = [...(this.unfinished.get(uploadId) ?? [])].sort(([one], [other]) => one - other);
    this.unfinished.delete(uploadId);
    this.written(
      key,
      Buffer.concat(parts.map(([, part]) => part)),
      to,
      '<CompleteMultipartUploadResult><Key>k</Key><ETag>"e"</ETag></CompleteMultipartUploadResult>',
    );
  }

  private written(key: string, body: Buffer, to: ServerResponse, answer = ''): void {
    const versionId = this.put(key, body);
    to.writeHead(200, { etag: '"e"', ...(this.versioned ? { 'x-amz-version-id': versionId } : {}) }).end(answer);
  }
}

export function fault(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code><Message>of the test: secret</Message></Error>`);
}
