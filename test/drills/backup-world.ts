/* eslint-disable @typescript-eslint/require-await -- ports promise; what stands in memory need not wait */
import type { DrillResource } from '../../lambdas/start-drill/contract';
import type { RecoveryPoints, Restored, RestoreJob, RestoreJobs } from '../../lambdas/start-drill/ports';
import type { Copies, Copy, Restores } from '../../lambdas/sweep-drills/ports';

const minuteMs = 60_000;
export const plan = 'arn:aws:backup:us-east-1:111122223333:restore-testing-plan:storefort_acme_g1-1';
export const production = {
  database: 'arn:aws:rds:us-east-1:111122223333:db:acme-g1',
  files: 'arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-0acme',
};

export interface BackupOptions {
  readonly resource?: DrillResource;
  /** How the restore ends, after how long. @default COMPLETED after 30 minutes */
  readonly job?: Partial<Pick<RestoreJob, 'status' | 'message' | 'testingPlanArn' | 'validation'>> & {
    readonly minutes?: number;
  };
  /** What the restored instance or file system calls itself. @default 'available' */
  readonly status?: string;
  /** AWS Backup says that the job restores something that no drill does. @default false */
  readonly foreign?: boolean;
  /** No recovery point there. @default false */
  readonly emptyVault?: boolean;
  /** When the recovery point was taken. @default an hour before the drill */
  readonly takenHoursAgo?: number;
  readonly meteredBytes?: number;
  /** Minutes that a removal takes. @default 10 */
  readonly removalMinutes?: number;
}

interface Job {
  readonly requestedAt: Date;
  /** Absent: restore testing asked for it. */
  readonly token?: string;
  readonly name: string;
}

const old = { going: false, beingMade: false, createdAt: new Date('2026-01-01') };

/** AWS Backup, RDS and EFS as far as a drill touches them, in memory: the shop's own, another store's, and what restores make. */
export class BackupWorld implements RecoveryPoints, RestoreJobs, Restored, Copies, Restores {
  readonly copies: (Copy & { readonly goneAt?: number })[] = [
    { arn: production.database, names: ['acme-g1'], ...old },
    { arn: production.files, names: ['console-1'], ...old },
    // Another store may have a name that begins like a drill's.
    { arn: 'arn:aws:rds:us-east-1:111122223333:db:acme-g1-drill-x-g1', names: ['acme-g1-drill-x-g1'], ...old },
  ];
  /** Verdicts that AWS Backup was told. */
  readonly told: string[] = [];
  readonly tokens = new Map<string, string>();
  /** Names that file systems were marked with. */
  readonly marks: string[] = [];
  private readonly jobs = new Map<string, Job>();
  private validation: string | undefined;

  constructor(private readonly given: BackupOptions) {
    this.validation = given.job?.validation;
  }

  get resource(): DrillResource {
    return this.given.resource ?? 'database';
  }

  /** What is left of drills at that time, or comes to be later without anybody there to take it away. */
  leftBehind(at: Date): string[] {
    this.settle(Infinity);
    return this.copies
      .filter(({ goneAt }) => goneAt === undefined || goneAt > at.getTime())
      .map(({ arn }) => arn)
      .filter((arn) => /drill-[0-9a-f]{12}$|fs-0drill/.test(arn));
  }

  /** Whether the shop's own, and another store's, are as they were. */
  get spared(): boolean {
    return this.copies.slice(0, 3).every(({ going, goneAt }) => !going && goneAt === undefined);
  }

  restoreTest(id: string, requestedAt: Date): void {
    this.jobs.set(id, { requestedAt, name: 'awsbackup-restore-test-1' });
  }

  async newest() {
    return this.given.emptyVault ? undefined : { arn: 'arn:point', takenAt: this.takenAt };
  }

  async metadata() {
    return { 'file-system-id': 'fs-0acme', DBInstanceIdentifier: 'acme-g1', AvailabilityZone: 'us-east-1a' };
  }

  async start({ metadata, token }: Parameters<RestoreJobs['start']>[0]): Promise<string> {
    const known = this.tokens.get(token);
    if (known !== undefined) return known;
    const id = `job-${this.tokens.size + 1}`;
    this.tokens.set(token, id);
    const name = String(metadata['DBInstanceIdentifier'] ?? metadata['CreationToken']);
    this.jobs.set(id, { requestedAt: new Date(), token, name });
    return id;
  }

  async describe(id: string): Promise<RestoreJob | undefined> {
    return this.given.foreign ? undefined : this.job(id);
  }

  private job(id: string): RestoreJob {
    const job = this.jobs.get(id);
    if (job === undefined) throw new Error(`no job ${id}`);
    this.settle(Date.now());
    const { status = 'COMPLETED', message, testingPlanArn } = this.given.job ?? {};
    const completedAt = this.endOf(job);
    const over = completedAt.getTime() <= Date.now();
    return {
      status: over ? status : 'RUNNING',
      message,
      resource: this.resource,
      recoveryPointArn: 'arn:point',
      takenAt: this.takenAt,
      requestedAt: job.requestedAt,
      ...(over && { completedAt }),
      ...(over && status === 'COMPLETED' && { createdResourceArn: this.arnOf(job.name) }),
      pointBytes: 1_000_000,
      testingPlanArn: job.token === undefined ? (testingPlanArn ?? plan) : undefined,
      validation: this.validation,
    };
  }

  async validate(_: string, status: 'SUCCESSFUL' | 'FAILED'): Promise<void> {
    if (this.validation !== undefined) throw new Error('validated already');
    this.validation = status;
    this.told.push(status);
  }

  async database(arn: string) {
    if (!(await this.all()).some((each) => each.arn === arn)) return undefined;
    return { status: this.given.status ?? 'available', endpoint: { host: 'restored.example', port: 3306 } };
  }

  async fileSystem() {
    // EFS weighs at full hours; before the restore is done it weighs an empty file system.
    const meteredAt = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
    const weighed = meteredAt.getTime() > Date.parse('2026-11-25T06:30:00Z');
    const meteredBytes = weighed ? (this.given.meteredBytes ?? 900_000) : 6144;
    return { status: this.given.status ?? 'available', meteredBytes, meteredAt };
  }

  async mark(_: string, name: string): Promise<void> {
    this.marks.push(name);
  }

  async look(id: string) {
    const { status, createdResourceArn } = this.job(id);
    return { running: status === 'RUNNING', ...(createdResourceArn !== undefined && { createdResourceArn }) };
  }

  async anyRuns(): Promise<boolean> {
    return [...this.jobs.values()].some((job) => job.token !== undefined && this.endOf(job).getTime() > Date.now());
  }

  async all(): Promise<readonly Copy[]> {
    this.settle(Date.now());
    return this.copies.filter(({ goneAt }) => goneAt === undefined || goneAt > Date.now());
  }

  async remove(copy: Copy): Promise<void> {
    const at = this.copies.findIndex(({ arn }) => arn === copy.arn);
    const goneAt = Date.now() + (this.given.removalMinutes ?? 10) * minuteMs;
    this.copies[at] = { ...copy, going: true, goneAt };
  }

  private get takenAt(): Date {
    return new Date(Date.parse('2026-11-25T05:30:00Z') - (this.given.takenHoursAgo ?? 1) * 60 * minuteMs);
  }

  private endOf({ requestedAt }: Job): Date {
    return new Date(requestedAt.getTime() + (this.given.job?.minutes ?? 30) * minuteMs);
  }

  /** What restores made by that time, whether anybody looked or not. */
  private settle(by: number): void {
    if ((this.given.job?.status ?? 'COMPLETED') !== 'COMPLETED') return;
    for (const job of this.jobs.values()) {
      const createdAt = this.endOf(job);
      const arn = this.arnOf(job.name);
      if (createdAt.getTime() > by || this.copies.some((copy) => copy.arn === arn)) continue;
      this.copies.push({ arn, names: [job.name], going: false, beingMade: false, createdAt });
    }
  }

  private arnOf(name: string): string {
    return this.resource === 'database'
      ? `arn:aws:rds:us-east-1:111122223333:db:${name}`
      : 'arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-0drill';
  }
}
