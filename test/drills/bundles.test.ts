import { answerOf } from '../support/bundle-answers';

/** What each function finds in its environment. */
const environments: Readonly<Record<string, Record<string, string>>> = {
  'start-drill': {
    VAULT_NAME: 'acme-home-g1',
    RESTORE_ROLE_ARN: 'arn:role',
    DRILL_PREFIX: 'acme-g1-drill-',
    SUBNET_GROUP_NAME: 'isolated',
    DATABASE_SECURITY_GROUP_ID: 'sg-1',
    DATABASE_CLASS: 'db.t4g.small',
    FILES_KEY_ARN: 'arn:key',
  },
  'check-shop': { SCHEMA: 'shop', DATABASE_USER: 'drill' },
  'judge-drill': {
    STORE: 'acme',
    PLACE: 'home',
    VAULT_NAME: 'acme-home-g1',
    RTO_HOURS: '4',
    RPO_HOURS: '24',
    METRIC_NAMESPACE: 'Storefort/acme',
    EVIDENCE_BUCKET: 'evidence',
    EVIDENCE_REGION: 'us-east-1',
    STOREFORT_VERSION: '0.1.0',
  },
  'sweep-drills': {
    DRILL_PREFIX: 'acme-g1-drill-',
    RESTORE_ROLE_ARN: 'arn:role',
    SPARED_ARNS: '["arn:database","arn:files"]',
    METRIC_NAMESPACE: 'Storefort/acme',
    PLACE: 'home',
  },
};

describe.each(Object.entries(environments))('%s', (name, environment) => {
  test('starts with its environment, and refuses an event that it does not know', () => {
    expect(answerOf(name, environment)).toBe('ZodError');
  }, 60_000);

  test('does not start without any part of it', () => {
    for (const missing of Object.keys(environment)) {
      const { [missing]: _, ...rest } = environment;
      expect(() => answerOf(name, rest)).toThrow(missing);
    }
  }, 120_000);
});
