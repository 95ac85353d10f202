import { median } from './median';
import { checked } from './sides';
import { askSide, type Side } from './side';
import { load, type Load } from './wrk';

const warmUpSeconds = 4;

/** Ours and what it is held against. */
export interface Pair {
  readonly name: string;
  readonly ours: Side;
  readonly floor: Side;
  /** Of ours to the floor's requests per second. */
  readonly target: number;
}

export interface Compared {
  readonly name: string;
  readonly ours: Load;
  readonly floor: Load;
  readonly floorName: string;
  /** Median of the rounds' ratios: what slows the machine for a round slows both. */
  readonly ratio: number;
  readonly ratios: readonly number[];
  readonly target: number;
}

export interface RoundsProps {
  readonly pairs: readonly Pair[];
  readonly rounds: number;
  readonly seconds: number;
  /** Takes files of the load generator. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly step: (text: string) => void;
}

/**
 * One round that does not count, then all pairs in turn. Within a round each side is loaded twice, as in ours, floor, floor, ours:
 * a machine that gets slower or faster meanwhile does both alike.
 */
export async function compare(props: RoundsProps): Promise<Compared[]> {
  const rounds = new Map(props.pairs.map((pair) => [pair, [] as Round[]]));
  for (const pair of props.pairs) {
    for (const side of [pair.ours, pair.floor]) {
      props.step(`warming up: ${side.name}`);
      await measured(side, warmUpSeconds, props);
    }
  }
  for (let round = 1; round <= props.rounds; round += 1) {
    for (const [pair, seen] of rounds) seen.push(await playRound(pair, round, props));
  }
  return [...rounds].map(([pair, seen]) => compared(pair, seen));
}

interface Round {
  readonly ours: Load;
  readonly floor: Load;
}

async function playRound({ ours, floor }: Pair, round: number, props: RoundsProps): Promise<Round> {
  const loads = new Map<Side, Load[]>([
    [ours, []],
    [floor, []],
  ]);
  for (const side of round % 2 === 1 ? [ours, floor, floor, ours] : [floor, ours, ours, floor]) {
    props.step(`round ${round} of ${props.rounds}: ${side.name}`);
    loads.get(side)?.push(await measured(side, props.seconds, props));
  }
  return { ours: middle(loads.get(ours) ?? []), floor: middle(loads.get(floor) ?? []) };
}

async function measured(side: Side, seconds: number, { folder, signal }: RoundsProps): Promise<Load> {
  // A page that nobody asked for in a while is made anew by the first request.
  await askSide(side);
  await checked(side);
  return load(side, seconds, folder, signal);
}

function compared({ name, floor: { name: floorName }, target }: Pair, rounds: readonly Round[]): Compared {
  const ratios = rounds.map(({ ours, floor }) => ours.perSecond / floor.perSecond);
  const [ours, floor] = [middle(rounds.map((round) => round.ours)), middle(rounds.map((round) => round.floor))];
  return { name, ours, floor, floorName, ratio: median(ratios), ratios, target };
}

/** Of two, what lies halfway between. */
function middle(loads: readonly Load[]): Load {
  return {
    perSecond: median(loads.map((one) => one.perSecond)),
    p50Ms: median(loads.map((one) => one.p50Ms)),
    p99Ms: median(loads.map((one) => one.p99Ms)),
  };
}
