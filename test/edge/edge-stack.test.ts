import type { StoreFile } from '../../lib/config/schema';
import { isApex, shopNames } from '../../lib/edge/shop-names';
import { aStore } from '../support/stores';
import type { Resource } from '../support/template';
import { edgeApp, edgeTemplate } from './synth';

const apex: StoreFile['dns'] = { zone: { id: 'Z0123456789EXAMPLE01', name: 'example.com' } };
const inFrankfurt: Partial<StoreFile> = { region: 'eu-central-1', backup: { offsite: { region: 'eu-west-1' } } };

const edgeOf = (changes: Partial<StoreFile> = {}) => edgeTemplate(aStore(changes));

interface Behavior {
  readonly PathPattern?: string;
  readonly AllowedMethods: readonly string[];
  readonly CachePolicyId: unknown;
}
const behaviorsOf = (distribution: Resource): readonly Behavior[] => {
  const { DefaultCacheBehavior, CacheBehaviors } = distribution.Properties.DistributionConfig;
  return [...CacheBehaviors, DefaultCacheBehavior];
};

test('stands in us-east-1 wherever the store is at home', () => {
  expect(edgeApp(aStore(inFrankfurt)).edge.region).toBe('us-east-1');
});

test('reads another region without exports or functions, and its own by exports that keep the origin from going', () => {
  const far = JSON.stringify(edgeOf(inFrankfurt).json);
  expect(far).toContain('"Fn::GetStackOutput":{"StackName":"acme-network","Region":"eu-central-1"');
  expect(far).not.toMatch(/Fn::ImportValue|Custom::|AWS::Lambda/);
  const near = JSON.stringify(edgeOf().json);
  expect(near).toContain('"Fn::ImportValue":"acme-network:');
  expect(near).not.toContain('Fn::GetStackOutput');
});

test('the shop’s certificate and door have www. where the domain is an apex, both names proven in the zone', () => {
  const template = edgeOf({ domain: 'example.com', dns: apex });
  expect(template.one('AWS::CertificateManager::Certificate', 'Shop').Properties).toMatchObject({
    DomainName: 'example.com',
    SubjectAlternativeNames: ['www.example.com'],
    DomainValidationOptions: [
      { DomainName: 'example.com', HostedZoneId: 'Z0123456789EXAMPLE01' },
      { DomainName: 'www.example.com', HostedZoneId: 'Z0123456789EXAMPLE01' },
    ],
  });
  expect(template.one('AWS::CloudFront::Distribution', 'Shop').Properties.DistributionConfig.Aliases).toEqual([
    'example.com',
    'www.example.com',
  ]);
});

test('neither door names the other door, in its certificate or its distribution', () => {
  const template = edgeOf({ domain: 'example.com', dns: apex });
  for (const type of ['AWS::CertificateManager::Certificate', 'AWS::CloudFront::Distribution']) {
    expect(JSON.stringify(template.one(type, 'Shop').Properties)).not.toContain('staff.example.com');
    expect(JSON.stringify(template.one(type, 'Staff').Properties)).not.toMatch(/"(www\.)?example\.com"/);
  }
});

test('looks nothing up, names no zone and writes no record with external DNS', () => {
  const template = edgeOf({ dns: { zone: 'external', cutover: true } });
  expect(JSON.stringify(template.json)).not.toContain('HostedZoneId');
  expect(template.resources('AWS::Route53::RecordSet')).toEqual([]);
});

test('every page is let through with every method and never kept', () => {
  const template = edgeOf();
  for (const distribution of template.resources('AWS::CloudFront::Distribution')) {
    const pages = behaviorsOf(distribution).filter(({ PathPattern }) => !/^\/wp-/.test(PathPattern ?? ''));
    expect(pages.length).toBeGreaterThan(0);
    for (const page of pages) {
      expect(page.AllowedMethods).toHaveLength(7);
      expect(page.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
    }
  }
});

test('deliveries of logs are made one after the other, since they share a destination', () => {
  const template = edgeOf();
  const { Properties, ...second } = template.one('AWS::Logs::Delivery', 'LogsStaff');
  expect(Properties.DeliveryDestinationArn).toEqual(
    template.one('AWS::Logs::Delivery', 'LogsShop').Properties.DeliveryDestinationArn,
  );
  expect(second).toMatchObject({ DependsOn: [expect.stringMatching(/^LogsShopDelivery/)] });
  expect(template.one('AWS::WAFv2::LoggingConfiguration', 'LogsStaff').DependsOn).toEqual(
    expect.arrayContaining([expect.stringMatching(/^LogsShopStopped/)]),
  );
});

test('stays within 25 behaviours a distribution, AWS’s older default quota', () => {
  for (const distribution of edgeOf().resources('AWS::CloudFront::Distribution')) {
    expect(behaviorsOf(distribution).length).toBeLessThanOrEqual(25);
  }
});

test('no template holds a door’s secret: it names it, by the door', () => {
  const text = JSON.stringify(edgeOf(inFrankfurt).json);
  const resolved = [...text.matchAll(/\{\{resolve:([^}]*)\}\}/g)].map(([, what]) => what);
  expect(resolved).toEqual([
    'secretsmanager:storefort/acme/shop-door-g1:SecretString:::',
    'secretsmanager:storefort/acme/staff-door-g1:SecretString:::',
  ]);
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

  test('a staff host of its own zone is an apex too', () => {
    expect(isApex('desk.example', zone('desk.example'))).toBe(true);
    expect(isApex('staff.example.com', zone('example.com'))).toBe(false);
  });
});
