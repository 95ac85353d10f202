import { App, Stage } from 'aws-cdk-lib';
import cdkJson from '../../cdk.json';
import type { StoreConfig } from '../../lib/config/schema';
import { sizeOf } from '../../lib/config/sizes';
import { doorsOf } from '../../lib/doors/doors-of';
import { EdgeStack } from '../../lib/edge/edge-stack';
import { isApex } from '../../lib/edge/shop-names';
import { NetworkStack } from '../../lib/network/network-stack';
import { Template, type Variant } from '../support/template';

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
  const variant: Variant = {
    name: store.name,
    size: store.size,
    trial: store.trial,
    region: store.region,
    dns: store.dns.zone === 'external' ? 'external' : 'zone',
    apex: isApex(store.domain, store.dns),
    cutover: store.dns.cutover,
    staffIpv6: store.staff.networks.some((network) => network.includes(':')),
    mail: store.mail.via,
    offsite: 'region' in store.backup.offsite,
    egress: store.egress.mode,
    accountParts: 'create',
  };
  return new Template('edge', variant, artifact.template, artifact.terminationProtection ?? false);
}
