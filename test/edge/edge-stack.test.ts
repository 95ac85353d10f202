import { App, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../cdk.json';
import { EdgeStack } from '../../lib/edge/edge-stack';
import { shopNames } from '../../lib/edge/shop-names';
import { aStore } from '../support/stores';

function edgeOf(changes: Parameters<typeof aStore>[0]): { stack: EdgeStack; template: Template } {
  const stage = new Stage(new App({ context: cdkJson.context, analyticsReporting: false }), 'acme');
  const stack = new EdgeStack(stage, 'Edge', { store: aStore(changes) });
  return { stack, template: Template.fromStack(stack) };
}

const apex = { zone: { id: 'Z0123456789EXAMPLE01', name: 'example.com' } };

test('stands in us-east-1 wherever the store is at home', () => {
  expect(edgeOf({ region: 'eu-central-1', backup: { offsite: { region: 'eu-west-1' } } }).stack.region).toBe(
    'us-east-1',
  );
});

test('the shop’s certificate has www. where the domain is an apex, both names proven in the zone', () => {
  const { template } = edgeOf({ domain: 'example.com', dns: apex });
  template.hasResourceProperties('AWS::CertificateManager::Certificate', {
    DomainName: 'example.com',
    SubjectAlternativeNames: ['www.example.com'],
    DomainValidationOptions: [
      { DomainName: 'example.com', HostedZoneId: 'Z0123456789EXAMPLE01' },
      { DomainName: 'www.example.com', HostedZoneId: 'Z0123456789EXAMPLE01' },
    ],
  });
});

test('neither door’s certificate names the other door', () => {
  const { template } = edgeOf({ domain: 'example.com', dns: apex });
  template.resourceCountIs('AWS::CertificateManager::Certificate', 2);
  template.hasResourceProperties('AWS::CertificateManager::Certificate', {
    DomainName: 'staff.example.com',
    SubjectAlternativeNames: Match.absent(),
  });
});

test('looks nothing up and names no zone with external DNS', () => {
  const text = JSON.stringify(edgeOf({ dns: { zone: 'external' } }).template.toJSON());
  expect(text).not.toContain('HostedZoneId');
});

describe('shopNames', () => {
  const staffHost = 'staff.example.com';
  const zone = (name: string) => ({ zone: { id: 'Z0123456789EXAMPLE01', name }, cutover: false });
  const external = { zone: 'external', cutover: false } as const;

  test.each([
    [
      'an apex in its zone',
      { domain: 'example.co.uk', staffHost, dns: zone('example.co.uk') },
      ['example.co.uk', 'www.example.co.uk'],
    ],
    [
      'a subdomain in its parent’s zone',
      { domain: 'shop.example.com', staffHost, dns: zone('example.com') },
      ['shop.example.com'],
    ],
    [
      'two labels with external DNS',
      { domain: 'example.com', staffHost, dns: external },
      ['example.com', 'www.example.com'],
    ],
    ['three labels with external DNS', { domain: 'example.co.uk', staffHost, dns: external }, ['example.co.uk']],
    [
      'www. that is the staff door',
      { domain: 'example.com', staffHost: 'www.example.com', dns: zone('example.com') },
      ['example.com'],
    ],
  ])('%s', (_, store, names) => {
    expect(shopNames(store)).toEqual(names);
  });
});
