import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import type { DoorsConfig } from '../doors/doors-of';
import { packHost } from './pack-host';

export interface HostBundleProps {
  /** The bundle holds its doors and folders. */
  readonly store: DoorsConfig;
}

/** What hosts of the store are made from, as one object in the account's CDK bootstrap bucket, named after its content: it never changes. */
export class HostBundle extends Construct {
  readonly bucket: IBucket;
  readonly objectKey: string;
  /** What a host checks before it unpacks anything. */
  readonly sha256: string;

  constructor(scope: Construct, id: string, props: HostBundleProps) {
    super(scope, id);
    const { file, sha256 } = packHost(props.store);
    const asset = new Asset(this, 'Asset', { path: file });
    this.bucket = asset.bucket;
    this.objectKey = asset.s3ObjectKey;
    this.sha256 = sha256;
  }
}
