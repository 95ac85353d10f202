import { applyPatch } from '../../lambdas/apply-patch/apply-patch';
import { applyPatchEvent } from '../../lambdas/apply-patch/event';
import { compareProbes } from '../../lambdas/judge-patch/compare-probes';
import { judgePatchEvent } from '../../lambdas/judge-patch/event';
import { judgePatch } from '../../lambdas/judge-patch/judge-patch';
import { readWindow } from '../../lambdas/judge-patch/read-window';
import type { ProbeShopAnswer, ProbeShopExpectations } from '../../lambdas/probe-shop/contract';
import type { VerifyPatchesAnswer, VerifyPatchesExpectations } from '../../lambdas/verify-patches/contract';
import type { Evidence } from '../../lambdas/shared/evidence';
import { patchDefinition } from '../../lib/patches/patch-definition';
import { type Execution, fault, runMachine, type Service } from '../support/asl/run-machine';
import { EvidenceInMemory } from '../support/drills/evidence-in-memory';
import { begin, type FleetOptions, FleetWorld } from './fleet-world';

const functionArn = (name: string) => `arn:aws:lambda:us-east-1:111122223333:function:${name}`;
const evidence = { bucket: 'evidence', region: 'us-east-1' };

export const probeExpectations: ProbeShopExpectations = {
  store: 'acme',
  doors: { shop: { host: 'shop.example.com' }, staff: { host: 'staff.example.com' } },
  autoScalingGroup: 'acme-hosts',
  mailDocument: 'acme-test-mail',
  orderDocument: 'acme-test-order',
  evidence,
};

export const verifyExpectations: VerifyPatchesExpectations = {
  store: 'acme',
  generation: 1,
  region: 'us-east-1',
  plugins: [{ name: 'woocommerce', version: '10.0.0' }],
  locales: ['en_US'],
  criticalDays: 7,
  autoScalingGroup: 'acme-hosts',
  newestImageParameter: '/aws/newest',
  inventoryDocument: 'acme-inventory',
  inventoryBucket: 'acme-releases',
  databaseIdentifier: 'acme',
  hostNames: ['shop.example.com', 'staff.example.com'],
  stacks: { 'us-east-1': ['acme-operations'] },
  feedBucket: 'feed',
  secondSource: 'none',
  pins: [],
  evidence,
};

export const definition = patchDefinition({
  functions: {
    applyPatch: functionArn('apply-patch'),
    probeShop: functionArn('probe-shop'),
    verifyPatches: functionArn('verify-patches'),
    judgePatch: functionArn('judge-patch'),
  },
  probe: probeExpectations,
  verify: verifyExpectations,
});

/** Names of the states that ask a function: where calls can go wrong. */
export const asking = Object.entries((definition as { States: Record<string, { Type: string }> }).States)
  .filter(([, { Type }]) => Type === 'Task')
  .map(([name]) => name);

/** A look at the shop: well, unwell in one check, or not to be seen. */
export type Look = 'well' | 'unwell' | 'slow' | 'unseen';

export interface WorldOptions extends FleetOptions {
  /** What looks find, by the state that asks; the last one counts for all that follow. @default all well */
  readonly looks?: Readonly<Record<string, readonly Look[]>>;
  /** @default 'pass' */
  readonly proof?: 'pass' | 'fail' | 'error';
  /** What each call does in place of its work, one after another, by the state that asks; then it works. */
  readonly trouble?: Readonly<Record<string, readonly (() => unknown)[]>>;
  /** So many times work is done, and then the answer is lost, by the state that asks. */
  readonly lostAnswers?: Readonly<Record<string, number>>;
}

/** The machine's real definition, and the real cores of what applies and judges, in an AWS that goes wrong as told. */
export class PatchWorld {
  readonly fleet: FleetWorld;
  readonly evidence = new EvidenceInMemory();
  private readonly turns: Record<string, number> = {};
  private readonly looked: Record<string, number> = {};

  constructor(
    private readonly options: WorldOptions = {},
    private readonly name = 'window-1',
  ) {
    this.fleet = new FleetWorld(options, name);
  }

  /** Runs a window, and says what runs, and what the hosts are, at its end. */
  async run(input: unknown = {}) {
    const execution = await runMachine(definition, input, {
      name: this.name,
      startedAt: begin,
      services: this.services(),
    });
    const end = begin.getTime() + execution.seconds * 1000;
    return { ...execution, left: this.fleet.running(end), hosts: this.fleet.image(end) };
  }

  private services(): Record<string, Service> {
    return {
      'lambda:apply-patch': (event, { state }) =>
        this.step(state, () => applyPatch(applyPatchEvent.parse(event), { rpoHours: 24 }, this.fleet.ports())),
      'lambda:probe-shop': (event, { state }) =>
        this.step(state, () => {
          expect(event).toEqual({ expected: probeExpectations, mode: 'window' });
          return this.look(state);
        }),
      'lambda:verify-patches': (event, { state }) =>
        this.step(state, (): VerifyPatchesAnswer => {
          expect(event).toEqual({ expected: verifyExpectations, execution: this.name });
          const verdict = this.options.proof ?? 'pass';
          return {
            verdict,
            evidenceKey: 'acme/patch-proof/1.json',
            summary: `${verdict}: as the proof says\nand more`,
          };
        }),
      'lambda:judge-patch': (event, { state }) =>
        this.step(state, () => {
          const { step, run } = judgePatchEvent.parse(event);
          const { probeBefore, probeAfter } = readWindow(run);
          if (step === 'compare') return compareProbes(probeBefore, probeAfter);
          const ports = { evidence: this.evidence, now: () => new Date() };
          return judgePatch(run, { store: 'acme', version: '0.1.0' }, ports);
        }),
    };
  }

  /** Goes wrong as told, or works; a lost answer comes after the work. */
  private async step(state: string, work: () => unknown): Promise<unknown> {
    const turn = this.turns[state] ?? 0;
    this.turns[state] = turn + 1;
    const goesWrong = this.options.trouble?.[state]?.[turn];
    if (goesWrong) return goesWrong();
    const answer = await work();
    if (turn < (this.options.lostAnswers?.[state] ?? 0)) throw new Error('the answer was lost');
    return answer;
  }

  private look(state: string): ProbeShopAnswer {
    const looks = this.options.looks?.[state] ?? ['well'];
    const turn = this.looked[state] ?? 0;
    this.looked[state] = turn + 1;
    return answerOf(looks[Math.min(turn, looks.length - 1)] ?? 'well');
  }
}

function answerOf(look: Look): ProbeShopAnswer {
  if (look === 'unseen') return { verdict: 'error', checks: { home: 'error' }, responseMs: {}, summary: 'unseen' };
  return {
    verdict: look === 'unwell' ? 'fail' : 'pass',
    checks: { home: 'pass', checkout: look === 'unwell' ? 'fail' : 'pass', 'test-order': 'not-run' },
    responseMs: { home: look === 'slow' ? 2_600 : 800 },
    evidenceKey: `acme/shop-probe/${look}.json`,
    summary: look === 'unwell' ? 'fail: checkout' : 'pass',
  };
}

export type Ended = Awaited<ReturnType<PatchWorld['run']>>;

/** Runs one window in a world of its own. */
export async function aWindow(
  options: WorldOptions = {},
  input: unknown = {},
): Promise<{ world: PatchWorld; execution: Ended & Execution; evidence: Evidence | undefined }> {
  const world = new PatchWorld(options);
  const execution = await world.run(input);
  return { world, execution, evidence: world.evidence.kept.at(-1) };
}

/** As Step Functions names what a function throws. */
export function crash(): never {
  throw fault('Error', JSON.stringify({ errorMessage: 'AWS does not answer', trace: ['at secret.js'] }));
}

/** As Step Functions names what Lambda refuses. */
export function throttled(): never {
  throw fault('Lambda.TooManyRequestsException', 'Rate exceeded');
}

export function many(times: number, what: () => unknown): (() => unknown)[] {
  return Array.from({ length: times }, () => what);
}
