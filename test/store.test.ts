import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../cdk.json';
import type { StoreFile } from '../lib/config/schema';
import { Store } from '../lib/store';
import { aStore } from './support/stores';

function operationsOf(changes: Partial<StoreFile>): Template {
  const app = new App({ context: cdkJson.context, analyticsReporting: false });
  const { stacks } = new Store(app, aStore(changes)).synth();
  const template: unknown = stacks.find(({ stackName }) => stackName === 'acme-operations')?.template;
  return Template.fromJSON(template as Record<string, unknown>);
}

test('a patch window knows every stack of the store, and the alarms of hosts and doors, where two share a region too', () => {
  const template = operationsOf({ region: 'eu-central-1', backup: { offsite: { region: 'us-east-1' } } });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: Match.objectLike({
        STACKS:
          '{"eu-central-1":["acme-network","acme-data","acme-host","acme-operations"],"us-east-1":["acme-edge","acme-offsite","acme-proof"]}',
        ALARM_PREFIXES:
          '{"eu-central-1":["acme-network-","acme-data-","acme-host-","acme-operations-"],"us-east-1":["acme-edge-"]}',
      }),
    },
  });
}, 120_000);
