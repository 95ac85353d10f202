import { App, Stage } from 'aws-cdk-lib';
import cdkJson from '../../cdk.json';
import type { StoreConfig } from '../../lib/config/schema';
import { sizeOf } from '../../lib/config/sizes';
import { DataStack } from '../../lib/data/data-stack';
import { NetworkStack } from '../../lib/network/network-stack';
import { Template } from '../support/template';
import { variantOf } from '../support/variant-of';

/** An app with the data stack of this store, and what it stands on. */
export function dataApp(store: StoreConfig, outdir?: string): { readonly app: App; readonly data: DataStack } {
  const app = new App({ context: cdkJson.context, analyticsReporting: false, outdir });
  const stage = new Stage(app, store.name);
  const size = sizeOf(store);
  const network = new NetworkStack(stage, 'Network', { store, size });
  const { platformKey, vpc, securityGroups, accessLogs } = network;
  const data = new DataStack(stage, 'Data', { store, size, platformKey, vpc, securityGroups, accessLogs });
  return { app, data };
}

/** The data stack's template, as rules get it. */
export function dataTemplate(store: StoreConfig): Template {
  const { app, data } = dataApp(store);
  const artifact = app.synth().getNestedAssembly(`assembly-${store.name}`).getStackArtifact(data.artifactId);
  return new Template('data', variantOf(store), artifact.template, artifact.terminationProtection ?? false);
}
