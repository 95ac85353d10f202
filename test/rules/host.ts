import { expect } from 'expect';
import type { Rule, Template } from '../support/template';
import { offsiteRegion } from '../support/operations-rows';
import { hostRoleRules, imported, without } from './host-role';

const web = {
  solo: { type: 't4g.small', min: 1, max: 2 },
  shop: { type: 't4g.medium', min: 2, max: 6 },
  surge: { type: 'm7g.large', min: 3, max: 20 },
} as const;

const startupSeconds = 1200;

function launchData(template: Template): Record<string, unknown> {
  return template.one('AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData as Record<string, unknown>;
}

/** User data as the text a host runs; a value only AWS knows as `${its export's name}` or `${resource.attribute}`. */
export function userDataText(template: Template): string {
  const { UserData } = launchData(template) as { UserData: { 'Fn::Base64': { 'Fn::Join': [string, unknown[]] } } };
  const [separator, parts] = UserData['Fn::Base64']['Fn::Join'];
  expect(separator).toBe('');
  return parts.map((part) => (typeof part === 'string' ? part : valueName(part))).join('');
}

/** Refuses anything but the import of an export, the attribute of a resource, and the offsite key, which is in another region. */
function valueName(part: unknown): string {
  const { 'Fn::GetStackOutput': away } = part as Record<string, Record<string, string> | undefined>;
  if (away) {
    expect(part).toEqual({ 'Fn::GetStackOutput': away });
    return `\${${away.StackName}@${away.Region}:${away.OutputName}}`;
  }
  const { 'Fn::ImportValue': imports, 'Fn::GetAtt': attribute } = part as Record<string, string | string[] | undefined>;
  expect(part).toEqual(imports === undefined ? { 'Fn::GetAtt': attribute } : { 'Fn::ImportValue': imports });
  return `\${${[imports ?? attribute ?? []].flat().join('.')}}`;
}

const launchRules: Rule[] = [
  {
    says: 'hosts start from the store’s own image parameter, which starts as Amazon Linux 2023 and holds images only',
    stacks: ['host'],
    holds: (template) => {
      const parameter = template.one('AWS::SSM::Parameter', 'Image');
      expect(parameter.Properties).toMatchObject({
        Name: `/storefort/${template.variant.name}/ami`,
        Type: 'String',
        DataType: 'aws:ec2:image',
        AllowedPattern: '^ami-([0-9a-f]{8}|[0-9a-f]{17})$',
        Value: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64}}',
      });
      expect(launchData(template).ImageId).toEqual({ 'Fn::Join': ['', ['resolve:ssm:', { Ref: parameter.id }]] });
    },
  },
  {
    says: 'hosts have no key pair, no public address, IMDSv2 for themselves only, and an encrypted volume',
    stacks: ['host'],
    holds: (template) => {
      expect(without(launchData(template), 'UserData', 'TagSpecifications', 'ImageId')).toEqual({
        BlockDeviceMappings: [
          {
            DeviceName: '/dev/xvda',
            Ebs: {
              DeleteOnTermination: true,
              Encrypted: true,
              KmsKeyId: imported(template, 'data', 'FnGetAttDataKey'),
              VolumeSize: 20,
              VolumeType: 'gp3',
            },
          },
        ],
        EbsOptimized: true,
        IamInstanceProfile: { Arn: { 'Fn::GetAtt': [template.one('AWS::IAM::InstanceProfile').id, 'Arn'] } },
        InstanceType: web[template.variant.size].type,
        MetadataOptions: {
          HttpEndpoint: 'enabled',
          HttpProtocolIpv6: 'disabled',
          HttpPutResponseHopLimit: 1,
          HttpTokens: 'required',
          InstanceMetadataTags: 'disabled',
        },
        Monitoring: { Enabled: true },
        NetworkInterfaces: [
          {
            AssociatePublicIpAddress: false,
            DeviceIndex: 0,
            Groups: [imported(template, 'network', 'FnGetAttSecurityGroupsHost')],
          },
        ],
      });
    },
  },
  {
    says: 'user data checks the bundle’s hash before it unpacks it, runs its bootstrap and signals the outcome',
    stacks: ['host'],
    holds: (template) => {
      const { name, region } = template.variant;
      const lines = userDataText(template).split('\n');
      const at = (line: RegExp): number => {
        const found = lines.findIndex((candidate) => line.test(candidate));
        if (found < 0) throw new Error(`user data has no line ${String(line)}`);
        return found;
      };
      const inOrder = [
        at(/^set -euo pipefail$/),
        at(new RegExp(`signal-resource --stack-name ${name}-host --logical-resource-id Fleet\\w+ `)),
        at(/^trap 'finish \$\?' EXIT$/),
        at(
          new RegExp(
            `^aws s3 cp --only-show-errors s3://cdk-hnb659fds-assets-111122223333-${region}/[0-9a-f]{64}\\.gz `,
          ),
        ),
        at(/^echo "[0-9a-f]{64} {2}\$work\/host\.tar\.gz" \| sha256sum --check --strict --status$/),
        at(/^tar --extract .*"\$work\/host\.tar\.gz"/),
        at(/^bash \/opt\/storefort\/host\/bootstrap\.sh$/),
      ];
      expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
      expect(userDataText(template)).not.toMatch(/\{\{resolve|password|BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}/i);
    },
  },
  {
    says: 'user data tells a host the names of its store, and where its secrets are, never one of them',
    stacks: ['host'],
    holds: (template) => {
      const { name, region, mail, offsite } = template.variant;
      const from = (stack: string, start: string): RegExp =>
        new RegExp(`^'\\$\\{${name}-${stack}:ExportsOutput${start}[A-Za-z0-9]*\\}'$`);
      const settings = /<<'SETTINGS'\n(.*)\nSETTINGS\n/s.exec(userDataText(template))?.[1]?.split('\n') ?? [];
      const told: Record<string, string> = {};
      for (const line of settings) told[line.replace(/=.*/, '')] = line.replace(/^[^=]*=/, '');
      const said = (text: RegExp): unknown => expect.stringMatching(text);
      expect(told).toEqual({
        STORE: `'${name}'`,
        GENERATION: said(/^'\d+'$/),
        HEALTH_CHECKS: "'5'",
        REGION: `'${region}'`,
        SHOP_HOST: said(/^'[a-z0-9.-]+'$/),
        STAFF_HOST: said(/^'[a-z0-9.-]+'$/),
        SHOP_URL: said(/^'https:\/\/[a-z0-9.-]+'$/),
        STAFF_URL: said(/^'https:\/\/[a-z0-9.-]+'$/),
        LOCALE: said(/^'[a-z]{2,3}(_[A-Za-z_]+)?'$/),
        TIME_ZONE: said(/^'[A-Za-z/_+-]+'$/),
        MAIL_VIA: `'${mail}'`,
        MAIL_FROM: said(/^'[^@']+@[^@']+'$/),
        ...(mail === 'smtp'
          ? { MAIL_HOST: said(/^'[a-z0-9.-]+'$/), MAIL_SECRET: said(/^'storefort\/[A-Za-z0-9/_-]+'$/) }
          : { MAIL_ROLE: said(/^'\$\{MailRole[0-9A-F]{8}\.Arn\}'$/) }),
        DATABASE_SECRET: said(from('data', 'RefDatabaseCredentials')),
        SALTS_SECRET: said(from('data', 'RefSalts')),
        SHOP_DOOR_SECRET: said(from('network', 'RefShopDoorSecret')),
        STAFF_DOOR_SECRET: said(from('network', 'RefStaffDoorSecret')),
        FILE_SYSTEM: said(from('data', 'RefUploadsFileSystem')),
        ACCESS_POINT: said(from('data', 'RefUploadsFileSystemUploads')),
        RELEASE_BUCKET: said(from('data', 'RefReleases')),
        RELEASE_PARAMETER: `'/storefort/${name}/release'`,
        ...(offsite
          ? {
              EXPORT_BUCKET: said(new RegExp(`^'storefort-${name}-g\\d+-exports-111122223333'$`)),
              EXPORT_REGION: `'${offsiteRegion(template.variant)}'`,
              EXPORT_KEY: said(
                new RegExp(
                  `^'\\$\\{${name}-offsite@${offsiteRegion(template.variant)}:PublishOutputFnGetAttKey\\w+Arn\\w+\\}'$`,
                ),
              ),
            }
          : {}),
      });
      expect(told.SHOP_URL).toBe(told.SHOP_HOST?.replace("'", "'https://"));
      expect(told.STAFF_URL).toBe(told.STAFF_HOST?.replace("'", "'https://"));
      expect(told.SHOP_HOST).not.toBe(told.STAFF_HOST);
    },
  },
];

const fleetRules: Rule[] = [
  {
    says: 'as many hosts as the size says stand in private subnets behind the load balancer, which judges their health',
    stacks: ['host'],
    holds: (template) => {
      const { min, max } = web[template.variant.size];
      const launch = template.one('AWS::EC2::LaunchTemplate').id;
      expect(without(template.one('AWS::AutoScaling::AutoScalingGroup').Properties, 'Tags')).toEqual({
        CapacityRebalance: false,
        DefaultInstanceWarmup: 300,
        HealthCheckGracePeriod: startupSeconds,
        HealthCheckType: 'ELB',
        InstanceMaintenancePolicy: { MinHealthyPercentage: 100, MaxHealthyPercentage: 200 },
        LaunchTemplate: {
          LaunchTemplateId: { Ref: launch },
          Version: { 'Fn::GetAtt': [launch, 'LatestVersionNumber'] },
        },
        MaxInstanceLifetime: 30 * 24 * 60 * 60,
        MinSize: String(min),
        MaxSize: String(max),
        MetricsCollection: [{ Granularity: '1Minute' }],
        NewInstancesProtectedFromScaleIn: false,
        TargetGroupARNs: [imported(template, 'network', 'RefWeb')],
        TerminationPolicies: ['OldestLaunchTemplate', 'OldestInstance'],
        VPCZoneIdentifier: Array.from({ length: template.variant.size === 'surge' ? 3 : 2 }, () =>
          imported(template, 'network', 'Ref\\w*[Pp]rivateSubnet'),
        ),
      });
    },
  },
  {
    says: 'a deploy launches a host, waits for its signal, and only then ends an old one',
    stacks: ['host'],
    holds: (template) => {
      const { min } = web[template.variant.size];
      const { CreationPolicy, UpdatePolicy } = template.one('AWS::AutoScaling::AutoScalingGroup');
      expect(CreationPolicy).toEqual({ ResourceSignal: { Count: min, Timeout: 'PT20M' } });
      expect(UpdatePolicy).toEqual({
        AutoScalingRollingUpdate: {
          MaxBatchSize: 1,
          MinInstancesInService: min,
          MinSuccessfulInstancesPercent: 100,
          PauseTime: 'PT20M',
          WaitOnResourceSignals: true,
          SuspendProcesses: ['AlarmNotification', 'AZRebalance', 'HealthCheck', 'ReplaceUnhealthy', 'ScheduledActions'],
        },
        AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true },
      });
    },
  },
  {
    says: 'hosts are added when processors or requests run high',
    stacks: ['host'],
    holds: (template) => {
      const fleet = { Ref: template.one('AWS::AutoScaling::AutoScalingGroup').id };
      const policy = (start: string, predefined: object, target: number): void => {
        expect(template.one('AWS::AutoScaling::ScalingPolicy', start).Properties).toEqual({
          AutoScalingGroupName: fleet,
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingConfiguration: { PredefinedMetricSpecification: predefined, TargetValue: target },
        });
      };
      policy('FleetCpu', { PredefinedMetricType: 'ASGAverageCPUUtilization' }, 55);
      const part = (index: number): unknown => ({
        'Fn::Select': [index, { 'Fn::Split': ['/', imported(template, 'network', 'RefDoors')] }],
      });
      const label = [part(1), '/', part(2), '/', part(3), '/', imported(template, 'network', 'FnGetAttWeb')];
      policy(
        'FleetRequests',
        { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: { 'Fn::Join': ['', label] } },
        600,
      );
    },
  },
];

const kinds = ['system', 'nginx-access', 'nginx-error', 'php', 'bootstrap'];

const logRules: Rule[] = [
  {
    says: 'every kind of log has a group of its own, encrypted, kept 13 months and longer than its stack',
    stacks: ['host'],
    holds: (template) => {
      const { name, trial } = template.variant;
      const groups = template.resources('AWS::Logs::LogGroup');
      const named = (group: (typeof groups)[number]): string => String(group.Properties.LogGroupName);
      expect(groups.map((group) => named(group).replace(/-g\d+$/, '')).sort()).toEqual(
        kinds.map((kind) => `/storefort/${name}/${kind}`).sort(),
      );
      for (const group of groups) {
        expect(named(group)).toMatch(/-g\d+$/);
        expect(group.Properties.RetentionInDays).toBe(trial ? 1 : 400);
        expect(group.Properties.KmsKeyId).toEqual(imported(template, 'network', 'FnGetAttPlatformKey'));
        expect(group.DeletionPolicy).toBe(trial ? 'Delete' : 'RetainExceptOnCreate');
        expect(group.UpdateReplacePolicy).toBe(trial ? 'Delete' : 'Retain');
      }
    },
  },
];

/** Statements about the host stack, by hand. */
export const hostRules: Rule[] = [...launchRules, ...fleetRules, ...logRules, ...hostRoleRules];
