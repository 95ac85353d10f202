import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { StoreConfig } from '../config/schema';

/**
 * What a vault's policy refuses to everybody, so that recovery points end by their lifecycle alone. A trial's vault refuses
 * nothing of it: CloudFormation deletes no vault that holds recovery points, and a trial is there to be taken away.
 *
 * @param actions those that would end a recovery point before its time
 */
export function keepRecoveryPoints(store: StoreConfig, actions: readonly string[]): PolicyStatement[] {
  if (store.trial) return [];
  return [
    new PolicyStatement({
      sid: 'KeepRecoveryPoints',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: [...actions],
      resources: ['*'],
    }),
  ];
}
