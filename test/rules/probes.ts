import { expect } from 'expect';
import { functionRows } from '../support/function-rows';
import { operationsRows, type OperationsRow } from '../support/operations-rows';
import {
  documentRow,
  evidence,
  home,
  hostCommands,
  isOpen,
  key,
  probed,
  scheduleRows,
} from '../support/patches/patch-rows';
import type { Rule } from '../support/template';

const toTopic = { AlarmActions: ['Alarms'], OKActions: ['Alarms'] };

const documents: OperationsRow[] = [
  documentRow('the test mail goes where the document says, and nowhere else', 'ProbesDocumentsMail', 'test-mail', {
    patterns: { MailId: '^[A-Za-z0-9-]{8,64}$' },
    step: 'sendTestMail',
    seconds: '120',
    // SES's own mailbox; a relay has none such.
    command: ({ mail }) =>
      `test-mail.sh {{ MailId }} '${mail === 'ses' ? 'success@simulator.amazonses.com' : 'owner@example.com'}'`,
  }),
  documentRow('an order is cancelled for who knows its number, product and key', 'ProbesDocumentsOrder', 'test-order', {
    patterns: {
      ProductId: '^[0-9]{1,12}$',
      OrderId: '^[0-9]{1,12}$',
      OrderKey: '^wc_order_[A-Za-z0-9]{5,40}$',
    },
    step: 'cancelTestOrder',
    seconds: '120',
    command: () => 'test-order.sh {{ ProductId }} {{ OrderId }} {{ OrderKey }}',
  }),
];

const rows: OperationsRow[] = [
  ...documents,
  ...functionRows({
    id: 'ProbesFunction',
    region: home,
    key,
    timeout: 300,
    memory: 512,
    environment: ({ name }) => ({
      METRIC_NAMESPACE: `Storefort/${name}`,
      STOREFORT_VERSION: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown,
    }),
    statements: (variant) => [
      ...hostCommands(variant, ['test-mail', 'test-order']),
      ...evidence(variant, 'shop-probe'),
    ],
  }),
  ...scheduleRows({
    id: 'ProbesWatchFiveMinutes',
    expression: 'rate(5 minutes)',
    target: 'ProbesFunction.Arn',
    action: 'lambda:InvokeFunction',
    input: (variant) => ({ expected: probed(variant), mode: 'watch' }),
    latest: 300,
    when: isOpen,
  }),
  ...scheduleRows({
    id: 'ProbesWatchDaily',
    expression: 'cron(15 10 * * ? *)',
    target: 'ProbesFunction.Arn',
    action: 'lambda:InvokeFunction',
    input: (variant) => ({ expected: probed(variant), mode: 'daily' }),
    latest: 7200,
    when: isOpen,
  }),
  [
    'two of three looks that are not well, or were not taken, ring',
    'AWS::CloudWatch::Alarm',
    'ProbesWatchShopNotWell',
    ({ name }) => ({
      ...toTopic,
      Namespace: `Storefort/${name}`,
      MetricName: 'ShopProbed',
      Statistic: 'Minimum',
      Period: 300,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    }),
    isOpen,
  ],
  [
    'a daily look that does not pass rings',
    'AWS::CloudWatch::Alarm',
    'ProbesFunctionErrors',
    () => ({
      ...toTopic,
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: 'ProbesFunction' }],
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      TreatMissingData: 'notBreaching',
    }),
    isOpen,
  ],
];

/** What looks at the shop from outside, resource by resource. */
export const probesRules: Rule[] = [
  ...operationsRows(rows),
  {
    says: 'a shop that is not open yet is looked at by patch windows alone, and nothing rings of it',
    stacks: ['operations'],
    when: (variant) => !isOpen(variant),
    holds: (template) => {
      const clocks = [
        ...template.resources('AWS::Scheduler::Schedule'),
        ...template.resources('AWS::CloudWatch::Alarm'),
      ];
      expect(clocks.length).toBeGreaterThan(0);
      expect(clocks.filter(({ id }) => id.startsWith('Probes')).map(({ id }) => id)).toEqual([]);
    },
  },
];
