import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { StoreFile } from '../../lib/config/schema';
import { packHost } from '../../lib/host/pack-host';
import { hostRules, userDataText } from '../rules/host';
import { aStore } from '../support/stores';
import type { Template } from '../support/template';
import { aHostTemplate } from './a-host-stack';

const smtp: StoreFile['mail'] = {
  via: 'smtp',
  from: 'orders@shop.example.com',
  host: 'smtp.example.com',
  networks: ['198.51.100.0/24'],
  secretName: 'storefort/relay',
};

const variants: [string, Partial<StoreFile>][] = [
  ['solo', { size: 'solo' }],
  ['shop', {}],
  [
    'surge in Frankfurt with a mail relay',
    { size: 'surge', region: 'eu-central-1', backup: { offsite: { region: 'eu-west-1' } }, generation: 3, mail: smtp },
  ],
  ['trial', { trial: true }],
  [
    'a store without a second copy',
    { backup: { offsite: { enabled: false, reason: 'a reason long enough for the schema' } } },
  ],
];

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

function statements(template: Template): Statement[] {
  const { PolicyDocument } = template.one('AWS::IAM::ManagedPolicy', 'RolePolicy').Properties as {
    PolicyDocument: { Statement: Statement[] };
  };
  return PolicyDocument.Statement;
}

/** Characters of what AWS gets, where what only AWS knows is as long as ARNs of secrets and log groups with long names. */
function deployedLength(policy: unknown): number {
  const arn = 'x'.repeat(130);
  const text = JSON.stringify(policy, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const [[key, inner] = []] = Object.entries(value);
    if (key === 'Fn::Join')
      return (inner as [string, unknown[]])[1].map((part) => (typeof part === 'string' ? part : arn)).join('');
    return key?.startsWith('Fn::') || key === 'Ref' ? arn : value;
  });
  return text.length;
}

describe.each(variants)('the host stack of %s', (_, changes) => {
  const template = aHostTemplate(changes);

  test.each(hostRules)('$says', ({ holds }) => {
    expect.hasAssertions();
    holds(template);
  });

  test('fits into the 6,144 characters of a managed policy', () => {
    const policy = template.one('AWS::IAM::ManagedPolicy', 'RolePolicy').Properties.PolicyDocument;
    expect(deployedLength(policy)).toBeLessThan(6144);
  });

  test('fits into the 16 KB of user data', () => {
    expect(Buffer.byteLength(userDataText(template))).toBeLessThan(16_384);
  });
});

describe('user data', () => {
  const template = aHostTemplate();

  test('names the hash of the very file that becomes the asset', () => {
    const { file } = packHost(aStore());
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    expect(userDataText(template)).toContain(`echo "${hash}  $work/host.tar.gz" | sha256sum --check`);
  });

  test('fetches the one object that the role may read', () => {
    const { Resource } = statements(template).find(({ Sid }) => Sid === 'ReadBundle') ?? {};
    const object = String(Resource).replace('arn:aws:s3:::', 's3://');
    expect(object).toMatch(/^s3:\/\/.+\.gz$/);
    expect(userDataText(template)).toContain(` ${object} `);
  });

  test('signals for the group that waits', () => {
    const { id } = template.one('AWS::AutoScaling::AutoScalingGroup');
    expect(userDataText(template)).toContain(`--logical-resource-id ${id} `);
  });

  test('hands over the names as the store file has them', () => {
    const text = userDataText(
      aHostTemplate({
        locales: ['de_AT', 'en_US'],
        timeZone: 'Europe/Vienna',
        generation: 4,
        mail: { via: 'ses', from: "o'neil@shop.example.com" },
      }),
    );
    for (const line of [
      "GENERATION='4'",
      "SHOP_HOST='shop.example.com'",
      "STAFF_HOST='staff.example.com'",
      "LOCALE='de_AT'",
      "TIME_ZONE='Europe/Vienna'",
      String.raw`MAIL_FROM='o'\''neil@shop.example.com'`,
    ])
      expect(text.split('\n')).toContain(line);
  });
});

describe('what hosts may do', () => {
  const allowed = (changes: Partial<StoreFile>): string[] =>
    statements(aHostTemplate(changes)).flatMap(({ Action }) => Action);

  test('sends no mail through SES when a relay does', () => {
    expect(allowed({ mail: smtp }).filter((action) => action.startsWith('ses:'))).toEqual([]);
  });

  test('has no action with a wildcard, and none that changes keys, roles, backups, secrets or releases; of objects it puts inventories and exports', () => {
    const actions = allowed({});
    expect(actions.length).toBeGreaterThan(10);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(
      actions.filter((action) =>
        /^(iam|sts|backup|rds|ec2):|:Put(?!LogEvents|MetricData)|:Delete|:CreateGrant/.test(action),
      ),
    ).toEqual(['s3:PutObject', 's3:PutObject']);
  });

  test('reads the cache’s password only where there is a cache', () => {
    expect(JSON.stringify(aHostTemplate({ size: 'solo' }).json)).not.toContain('CacheCredentials');
  });
});

describe('the agent’s configuration', () => {
  const agent = readFileSync(path.join(__dirname, '../../host/cloudwatch/agent.json'), 'utf8')
    .replaceAll('@STORE@', 'acme')
    .replaceAll('@GENERATION@', '2');
  const template = aHostTemplate({ generation: 2 });

  test('names log groups that exist', () => {
    const groups = template.resources('AWS::Logs::LogGroup').map(({ Properties }) => String(Properties.LogGroupName));
    const named = [...agent.matchAll(/"log_group_name": "([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(named).size).toBe(5);
    expect(groups).toEqual(expect.arrayContaining(named));
  });

  test('writes metrics into the namespace the role allows', () => {
    const { metrics } = JSON.parse(agent) as { metrics: { namespace: string } };
    const allowedNamespace = statements(template).find(({ Sid }) => Sid === 'WriteMetrics');
    expect(allowedNamespace).toMatchObject({
      Condition: { StringEquals: { 'cloudwatch:namespace': metrics.namespace } },
    });
  });
});
