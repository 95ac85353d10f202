import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../cdk.json';
import type { StoreFile } from '../../lib/config/schema';
import { doorsOf } from '../../lib/doors/doors-of';
import type { DoorName } from '../../lib/doors/route';
import { DoorWebAcl } from '../../lib/edge/door-web-acl';
import { aStore } from '../support/stores';
import type { Json } from '../support/waf-evaluator';
import { requestStore } from './requests';

export interface Acl {
  /** The web ACL's properties. */
  readonly acl: Json;
  readonly resources: Readonly<Record<string, Json>>;
}

export const networks = ['203.0.113.0/29', '2001:db8:1::/48'];

/** A door's web ACL as it is deployed, of the store that the table of requests is about. */
export function anAcl(door: DoorName, changes: Partial<StoreFile> = {}): Acl {
  const stage = new Stage(new App({ context: cdkJson.context, analyticsReporting: false }), 'acme');
  const stack = new Stack(stage, 'Edge', { env: { account: '111122223333', region: 'us-east-1' } });
  const store = aStore({
    integrations: [...requestStore.integrations],
    staff: { networks },
    ...changes,
  });
  new DoorWebAcl(stack, 'WebAcl', { store, door, doors: doorsOf(store) });
  const resources = (Template.fromStack(stack).toJSON() as Json).Resources as Record<string, Json>;
  const acl = Object.values(resources).find((each) => each.Type === 'AWS::WAFv2::WebACL');
  return { acl: acl.Properties, resources };
}
