import { execFileSync } from 'node:child_process';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Topic } from 'aws-cdk-lib/aws-sns';
import cdkJson from '../../cdk.json';
import { parseEvent } from '../../lambdas/probe-shop/event';
import type { StoreFile } from '../../lib/config/schema';
import { HardenedKey } from '../../lib/hardened/hardened-key';
import { StoreStack } from '../../lib/hardened/store-stack';
import { Probes } from '../../lib/probes/probes';
import { aStore } from '../support/stores';

const doorTargets = { shop: 'd1.cloudfront.example', staff: 'd2.cloudfront.example' };
const zone = { id: 'Z0123456789EXAMPLE01', name: 'example.com' };
const open = { dns: { zone, cutover: true } };

function probesOf(changes: Partial<StoreFile> = {}): { readonly probes: Probes; readonly template: Template } {
  const store = aStore(changes);
  const app = new App({ context: cdkJson.context, analyticsReporting: false });
  const stack = new StoreStack(app, 'Stack', { store, region: store.region, description: 'probes', stateful: false });
  const key = new HardenedKey(stack, 'Key', { store, alias: 'test', description: 'test' });
  const probes = new Probes(stack, 'Probes', {
    store,
    key,
    autoScalingGroup: AutoScalingGroup.fromAutoScalingGroupName(stack, 'Hosts', 'the-hosts'),
    doorTargets,
    evidence: { bucketName: 'evidence', bucketArn: 'arn:aws:s3:::evidence', keyArn: key.keyArn, region: 'eu-west-1' },
    topic: new Topic(stack, 'Topic'),
  });
  return { probes, template: Template.fromStack(stack) };
}

/** The one command line of a document. */
function commandOf(template: Template, name: string): string {
  const [document] = Object.values(template.findResources('AWS::SSM::Document', { Properties: { Name: name } })) as {
    Properties: { Content: { mainSteps: { inputs: { runCommand: string[] } }[] } };
  }[];
  return document?.Properties.Content.mainSteps[0]?.inputs.runCommand[0] ?? '';
}

describe('Probes', () => {
  test('ask the distributions by their own names until the domain points at them', () => {
    expect(probesOf().probes.expected.doors).toEqual({
      shop: { host: 'shop.example.com', connectTo: 'd1.cloudfront.example' },
      staff: { host: 'staff.example.com', connectTo: 'd2.cloudfront.example' },
    });
    expect(probesOf(open).probes.expected.doors).toEqual({
      shop: { host: 'shop.example.com' },
      staff: { host: 'staff.example.com' },
    });
  });

  test('keep no time and ring for nothing before the shop is open, but for the windows they stand ready', () => {
    const { probes, template } = probesOf();
    template.resourceCountIs('AWS::Scheduler::Schedule', 0);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    expect(probes.alarm).toBeUndefined();
  });

  test('keep the store’s time once it is', () => {
    const { probes, template } = probesOf({ ...open, timeZone: 'Europe/Vienna' });
    for (const ScheduleExpression of ['rate(5 minutes)', 'cron(15 10 * * ? *)']) {
      template.hasResourceProperties('AWS::Scheduler::Schedule', {
        ScheduleExpression,
        ScheduleExpressionTimezone: 'Europe/Vienna',
      });
    }
    template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
    expect(probes.alarm).toBeDefined();
  });

  test('place a test order only where the store file names product and gateway', () => {
    expect(probesOf().probes.expected.testOrder).toBeUndefined();
    const testOrder = { productId: 41, gateway: 'cod' } as const;
    expect(probesOf({ probe: { testOrder } }).probes.expected.testOrder).toEqual(testOrder);
  });

  test('look for a text on the home page only where the store file names one', () => {
    expect(probesOf().probes.expected).not.toHaveProperty('homeText');
    const { probes } = probesOf({ probe: { homeText: ' Jo & Ann’s\n hats ' } });
    expect(probes.expected.homeText).toBe('Jo & Ann’s hats');
    expect(parseEvent({ expected: { ...probes.expected, autoScalingGroup: 'hosts' }, mode: 'watch' })).toMatchObject({
      expected: { homeText: 'Jo & Ann’s hats' },
    });
  });

  test('hand over what hosts, documents and evidence are called', () => {
    expect(probesOf({ generation: 3 }).probes.expected).toMatchObject({
      store: 'acme',
      autoScalingGroup: 'the-hosts',
      mailDocument: 'storefort-acme-g3-test-mail',
      orderDocument: 'storefort-acme-g3-test-order',
      evidence: { bucket: 'evidence', region: 'eu-west-1' },
    });
  });

  test('have a relay send to the owner, as one word of the shell whatever the address holds', () => {
    const relay: StoreFile['mail'] = {
      via: 'smtp',
      from: 'orders@shop.example.com',
      host: 'smtp.relay.example.net',
      networks: ['198.51.100.16/28'],
      secretName: 'storefort/smtp',
    };
    const emails = ["o'hara@example.com", 'second@example.com'];
    const { template } = probesOf({ mail: relay, notify: { emails } });
    const command = commandOf(template, 'storefort-acme-g1-test-mail').replace(/^.*test-mail\.sh/, "printf '%s\\n'");
    const words = execFileSync('/bin/bash', ['-c', command.replace('{{ MailId }}', 'one-mail')], { encoding: 'utf8' });
    expect(words).toBe("one-mail\no'hara@example.com\n");
  });

  test('have SES send to its own mailbox, whoever the owner is', () => {
    const { template } = probesOf({ notify: { emails: ['owner@example.com'] } });
    expect(commandOf(template, 'storefort-acme-g1-test-mail')).toContain(" 'success@simulator.amazonses.com'");
  });
});
