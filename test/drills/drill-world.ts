import { checkRestoredShop } from '../../lambdas/check-shop/check-restored-shop';
import { checkShopEvent } from '../../lambdas/check-shop/event';
import { judgeDrillEvent } from '../../lambdas/judge-drill/event';
import { judgeDrill } from '../../lambdas/judge-drill/judge-drill';
import type { CheckResult } from '../../lambdas/shared/check-result';
import type { Evidence } from '../../lambdas/shared/evidence';
import type { Measurement } from '../../lambdas/shared/metrics';
import type { Counts } from '../../lambdas/shared/shop-checks/expectations';
import { startDrillEvent } from '../../lambdas/start-drill/event';
import { followRestore } from '../../lambdas/start-drill/follow-restore';
import { startRestore } from '../../lambdas/start-drill/start-restore';
import { validateRestore } from '../../lambdas/start-drill/validate-restore';
import { sweepDrillsEvent } from '../../lambdas/sweep-drills/event';
import { removeCopies } from '../../lambdas/sweep-drills/remove-copies';
import { drillDefinition } from '../../lib/drills/drill-definition';
import { type Execution, runMachine, type Service } from '../support/asl/run-machine';
import { EvidenceInMemory } from '../support/drills/evidence-in-memory';
import { type BackupOptions, BackupWorld, plan, production } from './backup-world';

const functionArn = (name: string) => `arn:aws:lambda:us-east-1:111122223333:function:${name}`;

export const definition = drillDefinition({
  functions: {
    startDrill: functionArn('start-drill'),
    checkShop: functionArn('check-shop'),
    judgeDrill: functionArn('judge-drill'),
    sweepDrills: functionArn('sweep-drills'),
  },
  expectations: { siteUrl: 'https://shop.example.com', administrators: ['ada'] },
});

/** Where calls can go wrong, by what they do. */
export type Step = 'start' | 'follow' | 'check' | 'judge' | 'validate' | 'remove';

export interface WorldOptions extends BackupOptions {
  /** What each look into the shop finds; the last one counts for all that follow. */
  readonly shop?: readonly CheckResult['verdict'][];
  readonly counts?: Counts;
  /** What each call of a step does in place of its work, one after another; then it works. */
  readonly trouble?: Partial<Record<Step, readonly (() => unknown)[]>>;
  /** Work is done, and then the answer is lost. */
  readonly lostAnswers?: Partial<Record<Step, number>>;
  /** Evidence of earlier drills. */
  readonly earlier?: readonly Evidence[];
}

const settings = {
  vaultName: 'acme-home-g1',
  drillPrefix: 'acme-g1-drill-',
  subnetGroupName: 'isolated',
  databaseSecurityGroupId: 'sg-drill',
  databaseClass: 'db.t4g.small',
  filesKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/data',
  testingPlanArn: plan,
  spared: Object.values(production),
};
const judging = {
  store: 'acme',
  place: 'home',
  vaultName: settings.vaultName,
  rtoHours: 4,
  rpoHours: 24,
  metricNamespace: 'Storefort/acme',
  version: '0.1.0',
} as const;
/** When drills begin, unless said otherwise. */
const begin = new Date('2026-11-25T06:00:00Z');
const counts: Counts = { orders: 1000, products: 50, customers: 300, users: 320 };

/** The functions' real cores and the machine's real definition, in an AWS that goes wrong as told. */
export class DrillWorld {
  readonly backup: BackupWorld;
  readonly evidence = new EvidenceInMemory();
  readonly metrics: Measurement[] = [];
  /** What the checker was asked to hold the shop against. */
  readonly expectations: unknown[] = [];
  private readonly turns: Partial<Record<Step, number>> = {};

  constructor(private readonly options: WorldOptions = {}) {
    this.backup = new BackupWorld(options);
    this.evidence.kept.push(...(options.earlier ?? []));
  }

  /** Runs a drill that AWS Backup's restore testing began half an hour ago, or one of its own. */
  async run(
    how: 'scheduled' | 'own',
    name = 'drill-1',
    more: object = {},
    startedAt = begin,
  ): Promise<Execution & { readonly left: string[] }> {
    if (how === 'scheduled') this.backup.restoreTest('job-scheduled', new Date('2026-11-25T05:30:00Z'));
    const input = how === 'scheduled' ? { restoreJobId: 'job-scheduled' } : { resource: this.backup.resource, ...more };
    const execution = await runMachine(definition, input, { name, startedAt, services: this.services() });
    return { ...execution, left: this.backup.leftBehind(new Date(startedAt.getTime() + execution.seconds * 1000)) };
  }

  private services(): Record<string, Service> {
    const { backup, evidence } = this;
    const now = () => new Date();
    return {
      'lambda:start-drill': async (event) => {
        const asked = startDrillEvent.parse(event);
        return this.step(asked.step, async () => {
          if (asked.step === 'start') return startRestore(asked.run, settings, { jobs: backup, points: backup });
          if (asked.step === 'validate') return validateRestore(asked, backup);
          return followRestore(asked.run, settings, { jobs: backup, restored: backup, now });
        });
      },
      'lambda:check-shop': async (event) =>
        this.step('check', async () =>
          checkRestoredShop(checkShopEvent.parse(event), {
            databases: { open: () => Promise.resolve({ ...untouched, close: () => Promise.resolve() }) },
            check: (_database, _schema, expectations) => Promise.resolve(this.lookIntoShop(expectations)),
            schema: 'shop',
            now,
          }),
        ),
      'lambda:judge-drill': async (event) =>
        this.step('judge', async () => {
          const metrics = { put: (each: Measurement) => this.metrics.push(each) };
          return judgeDrill(judgeDrillEvent.parse(event), judging, { evidence, metrics });
        }),
      'lambda:sweep-drills': async (event) =>
        this.step('remove', async () => {
          const asked = sweepDrillsEvent.parse(event);
          if (asked.step !== 'remove') throw new Error('the machine removes, and does not sweep');
          return removeCopies(asked.run, settings, { copies: backup, restores: backup, now });
        }),
    };
  }

  /** Goes wrong as told, or works; a lost answer comes after the work. */
  private async step<T>(step: Step, work: () => Promise<T>): Promise<T> {
    const turn = this.turns[step] ?? 0;
    this.turns[step] = turn + 1;
    const { trouble = {}, lostAnswers = {} } = this.options;
    const goesWrong = trouble[step]?.[turn];
    if (goesWrong) return (await goesWrong()) as T;
    const answer = await work();
    if (turn < (lostAnswers[step] ?? 0)) throw new Error('the answer was lost');
    return answer;
  }

  private lookIntoShop(expectations: unknown) {
    const verdicts = this.options.shop ?? ['pass'];
    const verdict = verdicts[Math.min(this.expectations.length, verdicts.length - 1)] ?? 'pass';
    this.expectations.push(expectations);
    const result = { id: 'shop-totals', what: 'totals add up', observed: 'so', expected: 'so', verdict };
    return {
      results: [result, { ...result, id: 'shop-tables', verdict: 'pass' as const }],
      counts: this.options.counts ?? counts,
    };
  }
}

const untouched = {
  rows: () => Promise.reject(new Error('not read here')),
  stream: () => {
    throw new Error('not read here');
  },
};
