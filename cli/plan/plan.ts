import { regions } from '../../lib/config/regions';
import type { StoreConfig } from '../../lib/config/schema';
import { type Size, sizeOf } from '../../lib/config/sizes';
import type { PlannedAcknowledgement, PlannedStack } from './assembly';
import { handSteps } from './by-hand';
import { contentsOf, type ServiceContents } from './contents';
import { type Cost, costOf } from './cost';
import { costByUse, type UseLine } from './cost-by-use';
import { type Cut, cutsOf } from './cuts';
import { type DeployStep, deploySteps } from './deploy-order';
import type { HandStep } from './hand-step';
import { type OptOut, optOutsOf } from './opt-outs';
import { quotaWarnings } from './quotas';
import { overdue, type PackVerdict, type ValidationReport, verdictsOf } from './verdicts';

/** A stack, as the plan shows it. */
export interface StackPlan {
  readonly path: string;
  readonly stackName: string;
  readonly description: string;
  readonly account: string;
  readonly region: string;
  /** Cannot be deleted before someone lifts this by hand. */
  readonly terminationProtection: boolean;
  readonly resourceCount: number;
  readonly services: readonly ServiceContents[];
}

/** Facts of the store file that the plan repeats. */
export interface StoreFacts {
  readonly name: string;
  readonly domain: string;
  readonly staffHost: string;
  readonly account: string;
  readonly region: string;
  readonly place: string;
  /** Undefined: switched off, see the opt-outs. */
  readonly offsiteRegion: string | undefined;
  readonly sizeName: StoreConfig['size'];
  readonly size: Size;
  readonly trial: boolean;
  readonly generation: number;
  readonly timeZone: string;
  readonly dns: StoreConfig['dns'];
  readonly mail: { readonly via: string; readonly from: string };
  readonly backup: {
    readonly retentionDays: number;
    readonly pointInTimeDays: number;
    readonly monthlyRetentionDays: number;
    readonly lock: string;
    readonly rpoHours: number;
    readonly rtoHours: number;
  };
  readonly notify: readonly string[];
}

/** What deploying one store makes, costs and needs. */
export interface Plan {
  /** `fail`: a rule pack or the template validation has findings that nobody acknowledged. */
  readonly verdict: 'pass' | 'fail';
  readonly store: StoreFacts;
  readonly stacks: readonly StackPlan[];
  readonly optOuts: readonly OptOut[];
  readonly packs: readonly PackVerdict[];
  /** Acknowledgements past their review; they still hold, and ask to be looked at. */
  readonly overdue: readonly PlannedAcknowledgement[];
  readonly warnings: readonly string[];
  readonly deploy: readonly DeployStep[];
  readonly cost: Cost;
  /** What is paid when it happens, beside the always-on cost. */
  readonly byUse: readonly UseLine[];
  /** Only when the cost is above the size's ceiling. */
  readonly cuts: readonly Cut[];
  readonly byHand: readonly HandStep[];
}

export interface PlanInput {
  readonly store: StoreConfig;
  /** All stores whose files are known, this one included. */
  readonly known: readonly StoreConfig[];
  /** All stacks of the assembly. */
  readonly stacks: readonly PlannedStack[];
  readonly report: ValidationReport;
  /** Names of the rule packs that judged. */
  readonly packs: readonly string[];
  /** YYYY-MM-DD */
  readonly today: string;
}

/** Makes the plan of one store from what was synthesized. Reads nothing else: no file, no clock, no environment. */
export function planOf(input: PlanInput): Plan {
  const { store } = input;
  const size = chosenSize(store);
  const own = input.stacks.filter(({ path }) => path.startsWith(`${store.name}/`));
  const accountStage = `account-${store.account}-${store.region}`;
  const ofAccount = input.stacks.filter(({ path }) => path.startsWith(`${accountStage}/`));
  const all = [...ofAccount, ...own];
  const packs = verdictsOf(input.report, [store.name, accountStage], input.packs);
  const cost = costOf(own, store.region, size.ceilingDollars);
  return {
    verdict: packs.every(({ passed }) => passed) ? 'pass' : 'fail',
    store: factsOf(store, size),
    stacks: all.map(stackPlanOf),
    optOuts: optOutsOf(store),
    packs,
    overdue: overdue(
      all.flatMap(({ acknowledgements }) => acknowledgements),
      input.today,
    ),
    warnings: quotaWarnings(store, input.known),
    deploy: deploySteps(store.name, all),
    cost,
    byUse: costByUse(store, size),
    cuts: cost.overDollars > 0 ? cutsOf(cost.lines, store) : [],
    byHand: handSteps(store, all),
  };
}

/** The size, with what the store file says of its database. */
function chosenSize(store: StoreConfig): Size {
  const size = sizeOf(store);
  const { instanceClass, allocatedGiB, maxAllocatedGiB } = store.database;
  return {
    ...size,
    database: {
      ...size.database,
      instanceClass: instanceClass ?? size.database.instanceClass,
      allocatedGiB: allocatedGiB ?? size.database.allocatedGiB,
      maxAllocatedGiB: maxAllocatedGiB ?? size.database.maxAllocatedGiB,
    },
  };
}

function stackPlanOf(stack: PlannedStack): StackPlan {
  const services = contentsOf(stack);
  return {
    path: stack.path,
    stackName: stack.stackName,
    description: stack.description,
    account: stack.account,
    region: stack.region,
    terminationProtection: stack.terminationProtection,
    resourceCount: services.reduce((sum, { count }) => sum + count, 0),
    services,
  };
}

function factsOf(store: StoreConfig, size: Size): StoreFacts {
  const { retentionDays, pointInTimeDays, monthlyRetentionDays, lock, rpoHours, rtoHours, offsite } = store.backup;
  return {
    name: store.name,
    domain: store.domain,
    staffHost: store.staffHost,
    account: store.account,
    region: store.region,
    place: regions[store.region].place,
    offsiteRegion: 'region' in offsite ? offsite.region : undefined,
    sizeName: store.size,
    size,
    trial: store.trial,
    generation: store.generation,
    timeZone: store.timeZone,
    dns: store.dns,
    mail: { via: store.mail.via, from: store.mail.from },
    backup: { retentionDays, pointInTimeDays, monthlyRetentionDays, lock, rpoHours, rtoHours },
    notify: store.notify.emails,
  };
}
