import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pins } from '../../lib/config/pins';
import { templatesOf } from '../support/assembly';

let found: Record<string, Set<string>>;

/** Every value of one property, wherever a template of any variant has it. */
function valuesOf(type: string, read: (properties: Record<string, unknown>) => unknown): Set<string> {
  return new Set(
    templatesOf().flatMap(({ template }) =>
      template.resources(type).flatMap(({ Properties }) => {
        const value = read(Properties as Record<string, unknown>);
        return typeof value === 'string' ? [value] : [];
      }),
    ),
  );
}

beforeAll(() => {
  const distribution = (properties: Record<string, unknown>) =>
    (properties['DistributionConfig'] as { ViewerCertificate?: { MinimumProtocolVersion?: string } }).ViewerCertificate
      ?.MinimumProtocolVersion;
  const image = ({ Name, Value }: Record<string, unknown>) =>
    String(Name).endsWith('/ami') ? /^\{\{resolve:ssm:(.+)\}\}$/.exec(String(Value))?.[1] : undefined;
  const packages = readFileSync(path.resolve('host/platform/al2023.sh'), 'utf8').matchAll(/\bphp(\d+\.\d+)-/g);
  found = {
    'lambda-runtime': valuesOf('AWS::Lambda::Function', ({ Runtime }) => Runtime),
    mariadb: valuesOf('AWS::RDS::DBInstance', ({ EngineVersion }) => EngineVersion),
    'database-authority': valuesOf('AWS::RDS::DBInstance', (properties) => properties['CACertificateIdentifier']),
    valkey: valuesOf('AWS::ElastiCache::ReplicationGroup', ({ EngineVersion }) => EngineVersion),
    php: new Set([...packages].map(([, version = '']) => version)),
    'machine-image': valuesOf('AWS::SSM::Parameter', image),
    'viewer-tls': valuesOf('AWS::CloudFront::Distribution', distribution),
    'load-balancer-tls': valuesOf('AWS::ElasticLoadBalancingV2::Listener', ({ SslPolicy }) => SslPolicy),
  };
}, 600_000);

test.each(pins.map(({ name, value }) => [name, value]))('%s is %s wherever it is used', (name, value) => {
  expect([...(found[name] ?? [])]).toEqual([value]);
});

test('knows every pin, and when it was reviewed', () => {
  expect(pins.map(({ name }) => name).sort()).toEqual(Object.keys(found).sort());
  for (const { reviewed } of pins) expect(new Date(`${reviewed}T00:00:00Z`).toISOString().slice(0, 10)).toBe(reviewed);
});
