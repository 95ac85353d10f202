import { Duration } from 'aws-cdk-lib';
import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { probeShopCheck, probeShopEnvironment, type ProbeShopExpectations } from '../../lambdas/probe-shop/contract';
import { version } from '../../package.json';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { allow } from '../hardened/allow';
import { type EvidencePlace, evidenceStatements } from '../hardened/evidence-statements';
import { HardenedFunction, type HardenedFunctionProps } from '../hardened/hardened-function';
import { hostCommandStatements } from '../hardened/host-command-statements';
import { ProbeDocuments } from './probe-documents';
import { probeExpectationsOf, type ProbedShop } from './probe-expectations';
import { ProbeWatch } from './probe-watch';

export interface ProbesProps {
  readonly store: StoreConfig;
  /** Encrypts logs, environment and dead letters. */
  readonly key: IKey;
  /** Its hosts send the test mail and cancel the test order. */
  readonly autoScalingGroup: IAutoScalingGroup;
  readonly doorTargets: ProbedShop['doorTargets'];
  readonly evidence: EvidencePlace;
  readonly topic: ITopic;
}

const notYet = {
  enabled: false,
  reason: 'the shop is not open yet: only patch windows ask, and they tell of what they were not answered',
} as const;

/**
 * The shop is looked at from outside, as a shopper and a stranger come to it: by patch windows always, by the clock as soon as the
 * owner has opened it (`dns.cutover`). The function stands in no VPC, holds no secret, and may have hosts do two things only.
 * What it leaves open: it looks from one region; who cannot reach the shop from elsewhere is not seen.
 */
export class Probes extends Construct {
  readonly functionArn: string;
  /** Comes with each event. */
  readonly expected: ProbeShopExpectations;
  /** Rings when the shop is not well. @default - the shop is not open yet */
  readonly alarm?: IAlarm;

  constructor(scope: Construct, id: string, props: ProbesProps) {
    super(scope, id);
    const { store, evidence, topic } = props;
    const { autoScalingGroupName } = props.autoScalingGroup;
    const documents = new ProbeDocuments(this, 'Documents', { store });
    this.expected = probeExpectationsOf(store, { ...props, autoScalingGroupName });

    const open = store.dns.cutover;
    const probe = this.function(props, open ? { topic, runbook: 'shop-not-well' } : notYet);
    allow(
      probe,
      [
        ...hostCommandStatements(this, store, [documents.mail, documents.order]),
        ...evidenceStatements(evidence, `${store.name}/${probeShopCheck}`),
      ],
      'hosts come and go, and evidence is named by its time: tags narrow the hosts, one folder of this store the evidence, which is locked when it is put',
    );
    this.functionArn = probe.functionArn;

    if (!open) return;
    const { functionArn, expected } = this;
    this.alarm = new ProbeWatch(this, 'Watch', { store, functionArn, expected, topic }).alarm;
  }

  private function({ store, key }: ProbesProps, onError: HardenedFunctionProps['onError']): HardenedFunction {
    return new HardenedFunction(this, 'Function', {
      store,
      name: 'probe-shop',
      description: 'Looks at the shop from outside',
      key,
      environment: {
        [probeShopEnvironment.metricNamespace]: namesOf(store).metricNamespace,
        [probeShopEnvironment.version]: version,
      },
      timeout: Duration.minutes(5),
      // With less processor the measured time would be that of this function's own TLS.
      memoryMiB: 512,
      onError,
    });
  }
}
