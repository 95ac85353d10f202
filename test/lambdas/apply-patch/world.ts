import type { BackupJob, Direction, Host, Ports, Refresh } from '../../../lambdas/apply-patch/ports';

export const execution = 'window-1';
export const oldImage = 'ami-0000000a';
export const newImage = 'ami-0000000b';
export const began = new Date('2026-11-25T02:00:00Z');

/** A store that a window may open in: two hosts of an old image, backed up an hour ago. Tests change it. */
export class World implements Ports {
  now = () => new Date('2026-11-25T02:10:00Z');
  parameter = oldImage;
  newestImage = newImage;
  desired = 2;
  fleetHosts: Host[] = [host('i-1'), host('i-2')];
  ringingAlarms: string[] = [];
  newestPoint: Date | undefined = new Date('2026-11-25T01:10:00Z');
  deploying: string[] = [];
  runningWindows = [{ execution, startedAt: began }];
  /** Newest first, as AWS lists them. */
  refreshesOfGroup: Refresh[] = [];
  job: BackupJob = { status: 'RUNNING' };
  /** What was done, in order. */
  readonly done: string[] = [];
  /** Alarms that may not end the refresh that was begun. */
  waivedAlarms: readonly string[] | undefined;
  /** Ports by name that AWS throttles. */
  readonly broken = new Set<string>();
  /** Somebody began a refresh in the very moment. */
  overtakenBy: Refresh | undefined;

  readonly images = {
    current: () => this.ask('current', () => this.parameter),
    newest: () => this.ask('newest', () => this.newestImage),
    write: (imageId: string) =>
      this.ask('write', () => {
        this.done.push(`write ${imageId}`);
        this.parameter = imageId;
      }),
  };
  readonly hosts = {
    fleet: () => this.ask('fleet', () => ({ desired: this.desired, hosts: this.fleetHosts })),
  };
  readonly refreshes = {
    recent: () => this.ask('recent', () => [...this.refreshesOfGroup]),
    find: (refreshId: string) =>
      this.ask('find', () => {
        const found = this.refreshesOfGroup.find((each) => each.refreshId === refreshId);
        if (found === undefined) throw new Error(`no ${refreshId}`);
        return found;
      }),
    start: (direction: Direction, waived: readonly string[]) =>
      this.ask('start', () => {
        this.waivedAlarms = waived;
        return this.begin(direction);
      }),
    cancel: () =>
      this.ask('cancel', () => {
        this.done.push('cancel');
        this.refreshesOfGroup = this.refreshesOfGroup.map((each) =>
          each.state === 'active' ? { ...each, state: 'ending', status: 'Cancelling' } : each,
        );
      }),
  };
  readonly backups = {
    newest: () => this.ask('newestPoint', () => this.newestPoint),
    start: (token: string) =>
      this.ask('startBackup', () => {
        this.done.push(`back up as ${token}`);
        return `job-of-${token}`;
      }),
    describe: () => this.ask('describeBackup', () => this.job),
  };
  readonly alarms = { ringing: () => this.ask('ringing', () => this.ringingAlarms) };
  readonly deployments = { underWay: () => this.ask('underWay', () => this.deploying) };
  readonly windows = { running: () => this.ask('running', () => this.runningWindows) };

  private begin(direction: Direction): string | undefined {
    if (this.overtakenBy) this.refreshesOfGroup.unshift(this.overtakenBy);
    if (this.refreshesOfGroup.some(({ state }) => state === 'active' || state === 'ending')) return undefined;
    const refreshId = `refresh-${this.refreshesOfGroup.length + 1}`;
    this.done.push(`refresh ${direction}`);
    this.refreshesOfGroup.unshift(aRefresh(refreshId, { direction, startedAt: this.now() }));
    return refreshId;
  }

  private ask<T>(name: string, answer: () => T): Promise<T> {
    if (this.broken.has(name)) return Promise.reject(new Error(`${name}: ThrottlingException`));
    return new Promise((resolve) => {
      resolve(answer());
    });
  }
}

export function host(instanceId: string, imageId = oldImage, well = true): Host {
  return { instanceId, imageId, well };
}

export function aRefresh(refreshId: string, changed: Partial<Refresh> = {}): Refresh {
  return { refreshId, state: 'active', status: 'InProgress', percent: 50, startedAt: began, ...changed };
}
