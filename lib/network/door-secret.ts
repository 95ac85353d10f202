import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { namesOf } from '../config/names';
import { edgeRegion } from '../config/regions';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from '../hardened/acknowledge';
import { removalOf } from '../hardened/lifetime';

export interface DoorSecretProps {
  readonly store: StoreConfig;
  readonly door: 'shop' | 'staff';
  readonly key: IKey;
}

/**
 * What a door's distribution says in `X-Storefort-Door`, so that the load balancer answers that distribution and no
 * other of CloudFront's customers. 48 letters and digits: load balancers compare headers without case, which leaves over
 * 240 bits, and read `*` and `?` as wildcards, so there is no punctuation. Replicated to where the distributions are made,
 * under Secrets Manager's own key there. It has a name, because the edge stack must name the replica: a dynamic reference
 * is resolved in the region of its stack, and the replica's ARN is no attribute of the secret. Who may describe the
 * listener's rules or the distributions reads it.
 */
export class DoorSecret extends Secret {
  constructor(scope: Construct, id: string, { store, door, key }: DoorSecretProps) {
    super(scope, id, {
      secretName: namesOf(store).doorSecrets[door],
      description: `Storefort ${store.name}: X-Storefort-Door of the ${door} door`,
      encryptionKey: key,
      generateSecretString: { passwordLength: 48, excludePunctuation: true, requireEachIncludedType: true },
      replicaRegions: store.region === edgeRegion ? [] : [{ region: edgeRegion }],
      removalPolicy: removalOf(store),
    });
    acknowledge(
      this,
      ['AwsSolutions::AwsSolutions-SMG4', 'NIST.800.53.R5::NIST.800.53.R5-SecretsManagerRotationEnabled'],
      {
        reason:
          'listener rule and distribution must change together or the door shuts: it is renewed by a deploy; it guards nothing but which distribution may ask, and no person types it',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      },
    );
  }
}
