import { App, Stage } from 'aws-cdk-lib';
import cdkJson from '../../cdk.json';
import type { StoreConfig } from '../../lib/config/schema';
import { sizeOf } from '../../lib/config/sizes';
import { doorsOf } from '../../lib/doors/doors-of';
import { EdgeStack } from '../../lib/edge/edge-stack';
import { NetworkStack } from '../../lib/network/network-stack';
import { Template } from '../support/template';
import { variantOf } from '../support/variant-of';

/** An app with the edge stack of this store, and what it stands on. */
export function edgeApp(store: StoreConfig): { readonly app: App; readonly edge: EdgeStack } {
  const app = new App({ context: cdkJson.context, analyticsReporting: false });
  const stage = new Stage(app, store.name);
  const network = new NetworkStack(stage, 'Network', { store, size: sizeOf(store) });
  const edge = new EdgeStack(stage, 'Edge', { store, doors: doorsOf(store), vpcOrigin: network.vpcOrigin });
  return { app, edge };
}

/** The edge stack's template, as rules get it. */
export function edgeTemplate(store: StoreConfig): Template {
  const { app, edge } = edgeApp(store);
  const artifact = app.synth().getNestedAssembly(`assembly-${store.name}`).getStackArtifact(edge.artifactId);
  return new Template('edge', variantOf(store), artifact.template, artifact.terminationProtection ?? false);
}
