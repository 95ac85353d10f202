import path from 'node:path';
import { eventually } from './await';
import { type Answer, Shop } from './shop';

/** What `/healthz` says. */
export interface Health {
  readonly status: number;
  readonly php?: string;
  readonly disk?: string;
  readonly uploads?: string;
  readonly database?: string;
}

export const sound = { status: 200, php: 'ok', disk: 'ok', uploads: 'ok', database: 'ok' } as const;

/** A shop that something is done to, and how it bears it. */
export class Watch {
  private asked = 0;

  private constructor(readonly shop: Shop) {}

  static async begin(): Promise<Watch> {
    return new Watch(await Shop.open());
  }

  at(...parts: string[]): string {
    return path.join(this.shop.host.preview.root, ...parts);
  }

  /** As the load balancer asks. */
  async health(): Promise<Health> {
    const { status, body } = await this.shop.host.askHost({ target: '/healthz', headers: { host: '10.0.0.7' } });
    return { status, ...(JSON.parse(body) as object) };
  }

  /** A page that no cache answers. */
  async page(): Promise<Answer> {
    this.asked += 1;
    return this.shop.get('shop', `/?failure=${this.asked}`);
  }

  /** By itself, within half a minute. */
  async recovers(): Promise<void> {
    const page = await eventually(
      () => this.page(),
      ({ status }) => status === 200,
    );
    expect(page).toMatchObject({ status: 200 });
    const health = await eventually(
      () => this.health(),
      ({ status, database }) => status === 200 && database === 'ok',
    );
    expect(health).toMatchObject(sound);
  }
}

/** Short, says when to come back, and tells nothing of what is behind it. */
export function expectUnavailable(answer: Answer): void {
  expect(answer.status).toBe(503);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.headers['cache-control']).toContain('no-store');
  expect(answer.body).not.toMatch(/nginx|php|mysql|maria|sql|error establishing|stack|warning|\/srv|\/tmp/i);
  expect(answer.body.length).toBeLessThan(2000);
}
