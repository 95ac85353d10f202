import { createHash, randomUUID } from 'node:crypto';
import { addAbortSignal, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { HostCommands } from '../shared/host-commands';
import {
  type Inventory,
  inventoryFolder,
  type InventoryReceipt,
  inventoryReceiptSchema,
  inventorySchema,
} from '../shared/inventory';
import type { VerifyPatchesExpectations } from './contract';
import type { Inventories } from './ports';

/** Of an inventory as stored: a shop of fifty plugins has 40,000 files, and takes 3 MiB. */
const mostPackedBytes = 16 * 1024 * 1024;
/** And as unpacked. */
const mostPlainBytes = 64 * 1024 * 1024;

const unpack = promisify(gunzip);

/**
 * What hosts say they run: a document has the host write it to a bucket, since it is too long to print. Needs what AwsHostCommands
 * needs, `s3:GetObject` below `inventories/`, and `kms:Decrypt` with the bucket's key.
 */
export class AwsInventories implements Inventories {
  /** @param newId names what is asked for, so that nothing older can stand for it; `[a-z0-9-]`, at most 40 */
  constructor(
    private readonly commands: HostCommands,
    private readonly client: S3Client,
    private readonly expected: Pick<VerifyPatchesExpectations, 'inventoryDocument' | 'inventoryBucket'>,
    private readonly newId: () => string = randomUUID,
  ) {}

  async take(instanceId: string, signal: AbortSignal): Promise<Inventory> {
    const id = this.newId();
    const { inventoryDocument } = this.expected;
    const { output } = await this.commands.run(inventoryDocument, instanceId, { InventoryId: id }, signal);
    const receipt = receiptOf(instanceId, output);
    // A host that was taken over could name what another host wrote, or what it wrote before.
    if (receipt.key !== `${inventoryFolder}${instanceId}/${id}.json.gz`) {
      throw new Error(`${instanceId} put its inventory elsewhere: ${receipt.key}`);
    }
    const inventory = await unpacked(receipt, await this.read(receipt, signal));
    if (inventory.instanceId !== instanceId) throw new Error(`${receipt.key} is of ${inventory.instanceId}`);
    return inventory;
  }

  private async read({ key, bytes, sha256 }: InventoryReceipt, signal: AbortSignal): Promise<Buffer> {
    if (bytes > mostPackedBytes) throw new Error(`${key} has ${bytes} bytes, ${mostPackedBytes} at most are read`);
    const chunks: Uint8Array[] = [];
    let read = 0;
    try {
      const { Body } = await this.client.send(
        new GetObjectCommand({ Bucket: this.expected.inventoryBucket, Key: key }),
        { abortSignal: signal },
      );
      if (!(Body instanceof Readable)) throw new Error('without a body');
      for await (const chunk of addAbortSignal(signal, Body) as AsyncIterable<Uint8Array>) {
        read += chunk.byteLength;
        // The rest is not waited for.
        if (read > bytes) break;
        chunks.push(chunk);
      }
    } catch (error) {
      throw new Error(`${key} could not be read`, { cause: error });
    }
    const body = Buffer.concat(chunks);
    if (read !== bytes || createHash('sha256').update(body).digest('hex') !== sha256) {
      throw new Error(`${key} is not what its host put there`);
    }
    return body;
  }
}

function receiptOf(instanceId: string, output: string): InventoryReceipt {
  try {
    return inventoryReceiptSchema.parse(JSON.parse(output));
  } catch (error) {
    throw new Error(`${instanceId} gave no receipt of its inventory`, { cause: error });
  }
}

async function unpacked({ key }: InventoryReceipt, packed: Buffer): Promise<Inventory> {
  try {
    const text = await unpack(packed, { maxOutputLength: mostPlainBytes });
    return inventorySchema.parse(JSON.parse(text.toString('utf8')));
  } catch (error) {
    throw new Error(`${key} holds no inventory`, { cause: error });
  }
}
