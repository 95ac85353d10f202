/** As the construct sets it. */
export const environment = {
  STORE: 'acme',
  AUTO_SCALING_GROUP: 'acme-hosts',
  IMAGE_PARAMETER: '/storefort/acme/ami',
  NEWEST_IMAGE_PARAMETER: '/aws/service/newest',
  VAULT_NAME: 'acme-home-g1',
  DATABASE_ARN: 'arn:aws:rds:eu-central-1:111122223333:db:acme-g1',
  BACKUP_ROLE_ARN: 'arn:aws:iam::111122223333:role/backup',
  RECOVERY_POINT_DAYS: '35',
  RPO_HOURS: '24',
  MACHINE_NAME: 'storefort-acme-g1-patch',
  ALARM_PREFIXES: '{"eu-central-1":["acme-host-"],"us-east-1":["acme-edge-"]}',
  TOLERATED_ALARMS: '["Unproven"]',
  REFRESH_ALARMS: '["Shop"]',
  STACKS: '{"eu-central-1":["acme-data","acme-host"],"us-east-1":["acme-edge"]}',
};
