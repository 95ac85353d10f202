import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { edgeRegion } from '../config/regions';
import type { StoreConfig } from '../config/schema';
import { HardenedKey } from '../hardened/hardened-key';
import { HardenedTopic } from '../hardened/hardened-topic';
import { StoreStack } from '../hardened/store-stack';
import { shopNames } from './shop-names';
import { ViewerCertificate } from './viewer-certificate';

export interface EdgeStackProps {
  readonly store: StoreConfig;
}

/** What must be in us-east-1 because CloudFront reads it there only: the certificates of both doors, and their alarms. */
export class EdgeStack extends StoreStack {
  readonly key: HardenedKey;
  readonly topic: ITopic;
  readonly shopCertificate: ICertificate;
  readonly staffCertificate: ICertificate;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    const { store } = props;
    super(scope, id, {
      store,
      region: edgeRegion,
      description: `Storefort ${store.name}: certificates of the shop door and the staff door`,
      stateful: false,
    });

    this.key = new HardenedKey(this, 'Key', {
      store,
      alias: `storefort/${store.name}/edge-g${store.generation}`,
      description: `Storefort ${store.name}: alarms and logs of the edge`,
    });
    this.key.allowPublishing(['cloudwatch.amazonaws.com']);
    this.topic = new HardenedTopic(this, 'Topic', {
      key: this.key,
      emails: store.notify.emails,
      publishers: ['cloudwatch.amazonaws.com'],
    });

    const { zone } = store.dns;
    const { topic } = this;
    this.shopCertificate = new ViewerCertificate(this, 'Shop', { names: shopNames(store), zone, topic }).certificate;
    this.staffCertificate = new ViewerCertificate(this, 'Staff', { names: [store.staffHost], zone, topic }).certificate;
  }
}
