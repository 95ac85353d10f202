import { App } from 'aws-cdk-lib';
import cdkJson from '../../cdk.json';
import type { StoreFile } from '../../lib/config/schema';
import { exportBucketName } from '../../lib/config/names';
import { sizeOf } from '../../lib/config/sizes';
import { DataStack } from '../../lib/data/data-stack';
import { HostStack } from '../../lib/host/host-stack';
import { NetworkStack } from '../../lib/network/network-stack';
import { OffsiteStack } from '../../lib/offsite/offsite-stack';
import { aStore } from '../support/stores';
import { Template } from '../support/template';
import { variantOf } from '../support/variant-of';

/** The host stack of a store behind the real stacks above it, as rules see it. */
export function aHostTemplate(changes: Partial<StoreFile> = {}): Template {
  const store = aStore(changes);
  const size = sizeOf(store);
  const app = new App({ context: cdkJson.context, analyticsReporting: false });
  const offsiteRegion = 'region' in store.backup.offsite ? store.backup.offsite.region : undefined;
  const offsite = offsiteRegion && new OffsiteStack(app, 'Offsite', { store, region: offsiteRegion });
  const network = new NetworkStack(app, 'Network', { store, size });
  const { platformKey, vpc, securityGroups, accessLogs, targetGroup, doorSecrets } = network;
  const data = new DataStack(app, 'Data', { store, size, platformKey, vpc, securityGroups, accessLogs });
  const host = new HostStack(app, 'Host', {
    store,
    size,
    platformKey,
    doorSecrets,
    vpc,
    securityGroup: securityGroups.host,
    targetGroup,
    dataKey: data.dataKey,
    signingKey: data.signingKey,
    databaseCredentials: data.databaseCredentials,
    salts: data.salts,
    cache: data.cache,
    uploads: data.uploads,
    releases: data.releases,
    exports: offsite && { bucketName: exportBucketName(store), region: offsiteRegion, key: offsite.key },
  });
  const { template } = app.synth().getStackArtifact(host.artifactId) as { template: unknown };
  return new Template('host', variantOf(store), structuredClone(template), host.terminationProtection);
}
