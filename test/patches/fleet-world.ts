import type { Direction, Ports, Refresh } from '../../lambdas/apply-patch/ports';

export const oldImage = 'ami-00000001';
export const newImage = 'ami-00000002';

/** When windows begin. */
export const begin = new Date('2026-11-25T06:00:00Z');

/** How a refresh ends by itself, and after how many minutes. */
interface Course {
  readonly minutes: number;
  readonly ends: 'done' | 'failed';
  readonly because?: string;
}

export interface FleetOptions {
  /** @default the new one */
  readonly newest?: string;
  readonly alarms?: readonly string[];
  readonly deployments?: readonly string[];
  /** Other executions of the machine that run. */
  readonly others?: readonly string[];
  /** Of the newest recovery point when the window begins. @default 10 */
  readonly pointHoursAgo?: number;
  /** A refresh that somebody else began runs. */
  readonly foreignRefresh?: boolean;
  /** Hosts of two that are in service when the window begins. @default 2 */
  readonly inService?: number;
  readonly backup?: { readonly minutes: number; readonly ends: 'done' | 'failed' };
  readonly courses?: Partial<Record<Direction, Course>>;
  /** Minutes until a cancelled refresh is over. @default 3 */
  readonly cancelMinutes?: number;
}

interface Kept {
  readonly refreshId: string;
  readonly direction?: Direction;
  readonly imageId: string;
  readonly startedAt: number;
  overAt: number;
  how: 'done' | 'failed' | 'cancelled';
  readonly because: string;
}

const minute = 60_000;

/** One fleet, its refreshes and the database's recovery points, in the machine's own time, with the rules that Auto Scaling has. */
export class FleetWorld {
  /** The store's own parameter. */
  imageParameter = oldImage;
  /** In the order they began. */
  readonly kept: Kept[] = [];
  /** When backup jobs began, by token. */
  readonly jobs = new Map<string, number>();
  /** How often a refresh was asked for while another ran. */
  overlaps = 0;

  constructor(
    private readonly options: FleetOptions,
    private readonly execution: string,
  ) {
    if (options.foreignRefresh === true) this.beginForeign(begin.getTime() - 10 * minute);
  }

  /** Somebody else begins a refresh that takes long. */
  beginForeign(startedAt = Date.now()): void {
    const overAt = startedAt + 600 * minute;
    const imageId = this.imageParameter;
    this.kept.push({ refreshId: 'refresh-foreign', imageId, startedAt, overAt, how: 'done', because: '' });
  }

  /** What `apply-patch` works with. */
  ports(): Ports {
    const { options } = this;
    const answer = <T>(value: T) => Promise.resolve(value);
    return {
      images: {
        current: () => answer(this.imageParameter),
        newest: () => answer(options.newest ?? newImage),
        write: (imageId) => {
          this.imageParameter = imageId;
          return Promise.resolve();
        },
      },
      hosts: { fleet: () => answer({ desired: 2, hosts: this.fleet() }) },
      refreshes: {
        recent: () => answer(this.kept.map(seen).reverse()),
        find: (id) => answer(seen(this.refreshOf(id))),
        start: (direction) => answer(this.start(direction)),
        cancel: () => {
          this.cancel();
          return Promise.resolve();
        },
      },
      backups: {
        newest: () => answer(new Date(begin.getTime() - (options.pointHoursAgo ?? 10) * 60 * minute)),
        start: (token) => {
          if (!this.jobs.has(token)) this.jobs.set(token, Date.now());
          return answer(`job-of-${token}`);
        },
        describe: (id) => answer(this.describe(id)),
      },
      alarms: { ringing: () => answer(options.alarms ?? []) },
      deployments: { underWay: () => answer(options.deployments ?? []) },
      windows: {
        running: () =>
          answer([this.execution, ...(options.others ?? [])].map((execution) => ({ execution, startedAt: begin }))),
      },
      now: () => new Date(),
    };
  }

  /** Refreshes that run at that time, in milliseconds. */
  running(at: number): string[] {
    return this.kept.filter(({ overAt }) => overAt > at).map(({ refreshId }) => refreshId);
  }

  /** What the hosts run at that time, in milliseconds. */
  image(at: number): string {
    const last = this.kept.filter(({ overAt }) => overAt <= at).at(-1);
    if (last === undefined) return oldImage;
    return last.how === 'done' ? last.imageId : 'a mixture';
  }

  private fleet() {
    const image = this.image(Date.now());
    return [1, 2].map((at) => ({
      instanceId: `i-${at}`,
      imageId: image === 'a mixture' ? ([oldImage, newImage][at - 1] ?? oldImage) : image,
      well: at <= (this.options.inService ?? 2),
    }));
  }

  private start(direction: Direction): string | undefined {
    if (this.running(Date.now()).length > 0) {
      this.overlaps += 1;
      return undefined;
    }
    const {
      minutes,
      ends,
      because = 'hosts did not become healthy',
    } = this.options.courses?.[direction] ?? {
      minutes: 50,
      ends: 'done',
    };
    const refreshId = `refresh-${direction}`;
    const startedAt = Date.now();
    const overAt = startedAt + minutes * minute;
    this.kept.push({ refreshId, direction, imageId: this.imageParameter, startedAt, overAt, how: ends, because });
    return refreshId;
  }

  private cancel(): void {
    const [id] = this.running(Date.now());
    if (id === undefined) return;
    const refresh = this.refreshOf(id);
    refresh.overAt = Date.now() + (this.options.cancelMinutes ?? 3) * minute;
    refresh.how = 'cancelled';
  }

  private refreshOf(id: string): Kept {
    const refresh = this.kept.find(({ refreshId }) => refreshId === id);
    if (refresh === undefined) throw new Error(`there is no refresh ${id}`);
    return refresh;
  }

  private describe(id: string) {
    const begun = this.jobs.get(id.replace('job-of-', '')) ?? Infinity;
    const { minutes, ends } = this.options.backup ?? { minutes: 10, ends: 'done' };
    if (Date.now() < begun + minutes * minute) return { status: 'RUNNING' };
    if (ends === 'failed') return { status: 'FAILED', message: 'the key of the vault refuses' };
    return { status: 'COMPLETED', recoveryPointArn: `arn:point-of-${id}` };
  }
}

/** As Auto Scaling shows it. */
function seen({ refreshId, direction, startedAt, overAt, how, because }: Kept): Refresh {
  const common = { refreshId, direction, startedAt: new Date(startedAt), reason: because };
  if (Date.now() < overAt) {
    const state = how === 'cancelled' ? 'ending' : 'active';
    return { ...common, state, status: state === 'active' ? 'InProgress' : 'Cancelling', percent: 50 };
  }
  if (how === 'done') return { ...common, state: 'successful', status: 'Successful', percent: 100 };
  return { ...common, state: 'ended', status: how === 'failed' ? 'Failed' : 'Cancelled', percent: 50 };
}
