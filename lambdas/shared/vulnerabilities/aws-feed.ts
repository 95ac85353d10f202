import { createHash } from 'node:crypto';
import { addAbortSignal, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { feedKeys, feedMaxAgeHours } from '../../fetch-vulnerabilities/contract';
import { type FeedManifest, parseFeedManifest } from './feed-manifest';
import { matchFeed } from './match-feed';
import type { Component, VulnerabilityReport, VulnerabilitySource } from './vulnerability';

/** A manifest has some 300. */
const mostManifestBytes = 16_384;
const hourMs = 3_600_000;
/** Clocks of AWS's machines differ by less. */
const clockSkewMs = 5 * 60_000;

/**
 * The account's copy of Wordfence's feed, as `fetch-vulnerabilities` put it: read by the version that the manifest names, and held
 * against the manifest's checksum. Needs `s3:GetObject` and `s3:GetObjectVersion` below `wordfence/`, and `kms:Decrypt` with the bucket's key.
 */
export class AwsFeed implements VulnerabilitySource {
  readonly name = 'wordfence';

  /** @param client of the feed's region, which is the store's own */
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
    private readonly now: () => Date,
  ) {}

  async matching(components: readonly Component[], signal: AbortSignal): Promise<VulnerabilityReport> {
    const manifest = await this.manifest(signal);
    const asOf = new Date(manifest.fetchedAt);
    this.refuseStale(asOf);
    const stored = new Stored(await this.open(manifest, signal), manifest);
    const { found, entries } = await this.wholly(() => matchFeed(stored.unpacked(signal), components, this.name));
    stored.compare();
    if (entries !== manifest.entries) {
      throw new Error(`the vulnerability feed has ${entries} entries, its manifest says ${manifest.entries}`);
    }
    return { source: this.name, asOf, found, known: entries };
  }

  private refuseStale(asOf: Date): void {
    const ageMs = this.now().getTime() - asOf.getTime();
    if (ageMs > feedMaxAgeHours * hourMs) {
      const hours = Math.floor(ageMs / hourMs);
      throw new Error(`the vulnerability feed is ${hours} hours old, and may be ${feedMaxAgeHours}`);
    }
    if (ageMs < -clockSkewMs)
      throw new Error(`the vulnerability feed says it is of ${asOf.toISOString()}, which is to come`);
  }

  private async manifest(signal: AbortSignal): Promise<FeedManifest> {
    return this.wholly(async () => {
      const body = await this.get({ Key: feedKeys.manifest }, signal);
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      for await (const chunk of body as AsyncIterable<Uint8Array>) {
        bytes += chunk.length;
        if (bytes > mostManifestBytes) throw new Error(`more than ${mostManifestBytes} bytes`);
        chunks.push(chunk);
      }
      return parseFeedManifest(Buffer.concat(chunks).toString('utf8'));
    }, feedKeys.manifest);
  }

  private open({ versionId }: FeedManifest, signal: AbortSignal): Promise<Readable> {
    return this.wholly(() => this.get({ Key: feedKeys.feed, VersionId: versionId }, signal));
  }

  private async get(what: { Key: string; VersionId?: string }, signal: AbortSignal): Promise<Readable> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, ...what }), {
      abortSignal: signal,
    });
    if (!(Body instanceof Readable)) throw new Error('without a body');
    return addAbortSignal(signal, Body);
  }

  /** Says what could not be read, and of what kind the cause is. */
  private async wholly<T>(read: () => Promise<T>, key: string = feedKeys.feed): Promise<T> {
    try {
      return await read();
    } catch (error) {
      throw new Error(`the vulnerability feed could not be read (${key}): ${reason(error)}`, { cause: error });
    }
  }
}

/** The object, counted and hashed as it is unpacked. */
class Stored {
  private readonly hash = createHash('sha256');
  private bytes = 0;
  private plainBytes = 0;

  constructor(
    private readonly body: Readable,
    private readonly manifest: FeedManifest,
  ) {}

  async *unpacked(signal: AbortSignal): AsyncIterable<Uint8Array> {
    const gunzip = addAbortSignal(signal, createGunzip({ chunkSize: 256 * 1024 }));
    this.body.on('data', (chunk: Buffer) => {
      this.bytes += chunk.length;
      this.hash.update(chunk);
    });
    // Errors do not travel along a pipe.
    this.body.once('error', (error) => gunzip.destroy(error));
    try {
      for await (const chunk of this.body.pipe(gunzip) as AsyncIterable<Uint8Array>) {
        this.plainBytes += chunk.length;
        if (this.plainBytes > this.manifest.plainBytes) throw new Error('it unpacks to more than its manifest says');
        yield chunk;
      }
    } finally {
      this.body.destroy();
    }
  }

  /** @throws Error when this was not what the manifest tells of */
  compare(): void {
    const { bytes, plainBytes, sha256 } = this.manifest;
    if (this.bytes !== bytes || this.plainBytes !== plainBytes || this.hash.digest('hex') !== sha256) {
      throw new Error('the vulnerability feed is not the one that its manifest tells of');
    }
  }
}

/** Messages of AWS may quote what they were asked: only their kind is told. */
function reason(error: unknown): string {
  const { name, message } = Object(error) as { readonly name?: string; readonly message?: string };
  return (name === 'Error' ? message : name) ?? 'unknown';
}
