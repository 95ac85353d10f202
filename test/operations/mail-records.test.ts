import { describe, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { StoreFile } from '../../lib/config/schema';
import { HardenedTopic } from '../../lib/hardened/hardened-topic';
import { Mail } from '../../lib/operations/mail';
import { aStore } from '../support/stores';

function mailOf(changes: Partial<StoreFile>): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  const topic = new HardenedTopic(stack, 'Topic', {
    key: new Key(stack, 'Key'),
    emails: [],
    publishers: ['cloudwatch.amazonaws.com'],
  });
  new Mail(stack, 'Mail', { store: aStore(changes), topic });
  return Template.fromStack(stack);
}

describe('the records that prove the sender', () => {
  test('are made in the zone of the sender’s domain', () => {
    mailOf({}).resourceCountIs('AWS::Route53::RecordSet', 6);
  });

  test('are printed when the zone does not answer for the sender’s domain', () => {
    const template = mailOf({ mail: { via: 'ses', from: 'orders@other.example.net' } });
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
    expect(JSON.stringify(template.findOutputs('*'))).toContain(
      'bounce.other.example.net MX 10 feedback-smtp.eu-central-1.amazonses.com',
    );
  });

  test('are printed when a zone’s name is only the end of another domain’s', () => {
    const template = mailOf({ mail: { via: 'ses', from: 'orders@notexample.com' } });
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });

  test('are printed with external DNS', () => {
    const template = mailOf({ dns: { zone: 'external' } });
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
    expect(Object.keys(template.findOutputs('*'))).toHaveLength(6);
  });
});
