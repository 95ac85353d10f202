import { expect } from 'expect';
import { att, expectOne, joined, namesOfAll, ref } from '../network/matchers';
import type { Rule, StackName, Template } from '../support/template';

const stacks: readonly StackName[] = ['network'];
const group = (name: string) => att(`SecurityGroups${name}`, 'GroupId');
const tcp = (port: number) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port });
const to = (name: string, port: number) => ({ ...tcp(port), DestinationSecurityGroupId: group(name) });
const https = { ...tcp(443), CidrIp: '0.0.0.0/0' };
/** Without it EC2 adds a rule that allows everything. */
const nothing = { IpProtocol: '-1', CidrIp: '127.0.0.1/32' };
const relay = { ...tcp(587), CidrIp: '198.51.100.16/28' };

function egressOf(template: Template): Record<string, object[]> {
  return {
    Cache: [nothing],
    Database: [nothing],
    DatabaseUsers: [https, to('Database', 3306)],
    DrillChecker: [to('DrillDatabase', 3306)],
    DrillDatabase: [nothing],
    FileSystem: [nothing],
    Host: [
      https,
      to('Database', 3306),
      to('FileSystem', 2049),
      to('Cache', 6379),
      ...(template.variant.mail === 'smtp' ? [relay] : []),
    ],
    LoadBalancer: [to('Host', 443)],
    Rotation: [https, to('Database', 3306)],
  };
}

const ingress: Readonly<Record<string, object>> = {
  CacheFromHost: { ...tcp(6379), GroupId: group('Cache'), SourceSecurityGroupId: group('Host') },
  DatabaseFromHost: { ...tcp(3306), GroupId: group('Database'), SourceSecurityGroupId: group('Host') },
  DatabaseFromRotation: { ...tcp(3306), GroupId: group('Database'), SourceSecurityGroupId: group('Rotation') },
  DatabaseFromUsers: { ...tcp(3306), GroupId: group('Database'), SourceSecurityGroupId: group('DatabaseUsers') },
  DrillDatabaseFromChecker: {
    ...tcp(3306),
    GroupId: group('DrillDatabase'),
    SourceSecurityGroupId: group('DrillChecker'),
  },
  FileSystemFromHost: { ...tcp(2049), GroupId: group('FileSystem'), SourceSecurityGroupId: group('Host') },
  HostFromLoadBalancer: { ...tcp(443), GroupId: group('Host'), SourceSecurityGroupId: group('LoadBalancer') },
  LoadBalancerFromCloudFront: {
    ...tcp(443),
    GroupId: group('LoadBalancer'),
    SourcePrefixListId: att('CloudFrontPrefixListFound', 'PrefixListId'),
  },
};

const securityGroups: Rule[] = [
  {
    says: 'security groups let out what they must, and have no ingress of their own',
    stacks,
    holds: (template) => {
      const all = egressOf(template);
      expect(namesOfAll(template, 'AWS::EC2::SecurityGroup')).toEqual(
        Object.keys(all).map((name) => `SecurityGroups${name}`),
      );
      for (const [name, egress] of Object.entries(all)) {
        const [found] = template.resources('AWS::EC2::SecurityGroup').filter(({ id }) => idIs(id, name));
        const { VpcId, SecurityGroupEgress, SecurityGroupIngress } = found?.Properties as Record<string, unknown>;
        expect(VpcId).toEqual(ref('Vpc'));
        expect(SecurityGroupIngress).toBeUndefined();
        expect((SecurityGroupEgress as { Description: string }[]).map(({ Description: _, ...rule }) => rule)).toEqual(
          egress,
        );
      }
      expect(template.resources('AWS::EC2::SecurityGroupEgress')).toEqual([]);
    },
  },
  {
    says: 'who may come in: CloudFront to the load balancer, it to hosts, hosts to data, the two that keep its users, and the drill to what it restored',
    stacks,
    holds: (template) => {
      const all = Object.keys(ingress).map((name) => `SecurityGroups${name}`);
      expect(namesOfAll(template, 'AWS::EC2::SecurityGroupIngress')).toEqual(all);
      for (const [name, rule] of Object.entries(ingress)) {
        expectOne(template, 'AWS::EC2::SecurityGroupIngress', `SecurityGroups${name}`, rule);
      }
    },
  },
];

function idIs(id: string, name: string): boolean {
  return new RegExp(`^SecurityGroups${name}[0-9A-F]{8}$`).test(id);
}

const door = (name: 'Shop' | 'Staff', host: string, priority: number): Rule => ({
  says: `${host} is let through with the ${name} door’s secret, and only with it`,
  stacks,
  holds: (template) => {
    expectOne(template, 'AWS::ElasticLoadBalancingV2::ListenerRule', `Doors${name}`, {
      ListenerArn: ref('Doors'),
      Priority: priority,
      Actions: [{ Type: 'forward', TargetGroupArn: ref('Web') }],
      Conditions: [
        { Field: 'host-header', HostHeaderConfig: { Values: [host] } },
        {
          Field: 'http-header',
          HttpHeaderConfig: {
            HttpHeaderName: 'X-Storefort-Door',
            Values: [joined('{{resolve:secretsmanager:', ref(`${name}DoorSecret`), ':SecretString:::}}')],
          },
        },
      ],
    });
    expectOne(
      template,
      'AWS::SecretsManager::Secret',
      `${name}DoorSecret`,
      {
        Name: `storefort/${template.variant.name}/${name.toLowerCase()}-door-g1`,
        GenerateSecretString: { ExcludePunctuation: true, PasswordLength: 48, RequireEachIncludedType: true },
        KmsKeyId: att('PlatformKey', 'Arn'),
        ...(template.variant.region !== 'us-east-1' && { ReplicaRegions: [{ Region: 'us-east-1' }] }),
      },
      'state',
    );
  },
});

const frontDoor: Rule[] = [
  {
    says: 'the load balancer is internal, strict, logged, protected, and takes X-Forwarded-For away',
    stacks,
    holds: (template) => {
      const { size, trial } = template.variant;
      const subnets = ['1', '2', '3'].slice(0, size === 'surge' ? 3 : 2).map((n) => ref(`VpcprivateSubnet${n}Subnet`));
      expectOne(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancer', {
        Name: `storefort-${template.variant.name}-g1`,
        Type: 'application',
        Scheme: 'internal',
        IpAddressType: 'ipv4',
        SecurityGroups: [group('LoadBalancer')],
        Subnets: subnets,
        LoadBalancerAttributes: [
          { Key: 'deletion_protection.enabled', Value: trial ? 'false' : 'true' },
          { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
          { Key: 'routing.http.desync_mitigation_mode', Value: 'strictest' },
          { Key: 'routing.http.xff_header_processing.mode', Value: 'remove' },
          { Key: 'access_logs.s3.enabled', Value: 'true' },
          { Key: 'access_logs.s3.bucket', Value: ref('AccessLogs') },
          { Key: 'access_logs.s3.prefix', Value: 'load-balancer' },
        ],
      });
    },
  },
  {
    says: 'the one listener speaks TLS 1.2 and 1.3 only and answers 403 to what comes through no door',
    stacks,
    holds: (template) => {
      expectOne(template, 'AWS::ElasticLoadBalancingV2::Listener', '', {
        LoadBalancerArn: ref('LoadBalancer'),
        Port: 443,
        Protocol: 'HTTPS',
        SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
        Certificates: [{ CertificateArn: ref('Certificate') }],
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '403' } }],
      });
      expect(template.resources('AWS::ElasticLoadBalancingV2::ListenerRule')).toHaveLength(2);
    },
  },
  door('Shop', 'shop.example.com', 10),
  door('Staff', 'staff.example.com', 20),
  {
    says: 'hosts are spoken to in TLS and asked for /healthz',
    stacks,
    holds: (template) => {
      expectOne(template, 'AWS::ElasticLoadBalancingV2::TargetGroup', '', {
        Name: `web-${template.variant.name}-g1`,
        VpcId: ref('Vpc'),
        TargetType: 'instance',
        Protocol: 'HTTPS',
        Port: 443,
        HealthCheckProtocol: 'HTTPS',
        HealthCheckPath: '/healthz',
        Matcher: { HttpCode: '200' },
        HealthCheckIntervalSeconds: 15,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 3,
        TargetGroupAttributes: [
          { Key: 'deregistration_delay.timeout_seconds', Value: '30' },
          { Key: 'stickiness.enabled', Value: 'false' },
        ],
      });
    },
  },
  {
    says: 'the certificate is for both doors and proven by DNS',
    stacks,
    holds: (template) => {
      const HostedZoneId = 'Z0123456789EXAMPLE01';
      const inZone = ['shop.example.com', 'staff.example.com'].map((DomainName) => ({ DomainName, HostedZoneId }));
      expectOne(template, 'AWS::CertificateManager::Certificate', 'Certificate', {
        DomainName: 'shop.example.com',
        SubjectAlternativeNames: ['staff.example.com'],
        ValidationMethod: 'DNS',
        ...(template.variant.dns === 'zone' && { DomainValidationOptions: inZone }),
      });
    },
  },
  {
    says: 'CloudFront reaches the load balancer in TLS 1.2 only',
    stacks,
    holds: (template) => {
      expectOne(template, 'AWS::CloudFront::VpcOrigin', 'Origin', {
        VpcOriginEndpointConfig: {
          Arn: ref('LoadBalancer'),
          Name: `storefort-${template.variant.name}-g1`,
          OriginProtocolPolicy: 'https-only',
          OriginSSLProtocols: ['TLSv1.2'],
        },
      });
    },
  },
  {
    says: 'the stack is protected from deletion, unless the store is a trial',
    stacks,
    holds: (template) => {
      expect(template.terminationProtection).toBe(!template.variant.trial);
    },
  },
];

export const networkRules: Rule[] = [...securityGroups, ...frontDoor];
