import { answerOf } from '../support/bundle-answers';

/** What each function finds in its environment. */
const environments: Readonly<Record<string, Record<string, string>>> = {
  'apply-patch': {
    STORE: 'acme',
    AUTO_SCALING_GROUP: 'hosts',
    IMAGE_PARAMETER: '/storefort/acme/ami',
    NEWEST_IMAGE_PARAMETER: '/aws/service/newest',
    VAULT_NAME: 'acme-home-g1',
    DATABASE_ARN: 'arn:aws:rds:us-east-1:111122223333:db:shop',
    BACKUP_ROLE_ARN: 'arn:role',
    RECOVERY_POINT_DAYS: '14',
    RPO_HOURS: '24',
    MACHINE_NAME: 'storefort-acme-g1-patch',
    ALARM_PREFIXES: '{"us-east-1":["acme-operations-"]}',
    TOLERATED_ALARMS: '["acme-operations-unproven"]',
    REFRESH_ALARMS: '["acme-operations-healthy"]',
    STACKS: '{"us-east-1":["acme-operations"]}',
  },
  'verify-patches': { METRIC_NAMESPACE: 'Storefort/acme', STOREFORT_VERSION: '0.1.0' },
  'judge-patch': {
    STORE: 'acme',
    EVIDENCE_BUCKET: 'evidence',
    EVIDENCE_REGION: 'us-east-1',
    STOREFORT_VERSION: '0.1.0',
  },
  'probe-shop': { METRIC_NAMESPACE: 'Storefort/acme', STOREFORT_VERSION: '0.1.0' },
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
