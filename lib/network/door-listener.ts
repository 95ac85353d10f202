import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  ApplicationListener,
  ApplicationListenerRule,
  ApplicationProtocol,
  type IApplicationLoadBalancer,
  type IApplicationTargetGroup,
  ListenerAction,
  ListenerCondition,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

export interface DoorListenerProps {
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly certificate: ICertificate;
}

export interface Door {
  /** The host shoppers or staff type. */
  readonly host: string;
  readonly secret: ISecret;
  /** Unique among the rules. */
  readonly priority: number;
  readonly targetGroup: IApplicationTargetGroup;
}

/**
 * The load balancer's only listener: TLS 1.2 with forward secrecy or 1.3, post-quantum key exchange where the client
 * has it. What comes through no door gets 403, without a word.
 */
export class DoorListener extends ApplicationListener {
  constructor(scope: Construct, id: string, { loadBalancer, certificate }: DoorListenerProps) {
    super(scope, id, {
      loadBalancer,
      protocol: ApplicationProtocol.HTTPS,
      port: 443,
      open: false,
      certificates: [certificate],
      sslPolicy: SslPolicy.TLS13_12_RES_PQ,
      defaultAction: ListenerAction.fixedResponse(403),
    });
  }

  /**
   * Lets through what names the door's host and shows its secret. CloudFormation puts the secret in when the rule is
   * made or changed: a new value of the secret is unknown to it until then.
   */
  addDoor(id: string, { host, secret, priority, targetGroup }: Door): void {
    new ApplicationListenerRule(this, id, {
      listener: this,
      priority,
      conditions: [
        ListenerCondition.hostHeaders([host]),
        // A dynamic reference, not the value: no template, output or asset holds it.
        ListenerCondition.httpHeader('X-Storefort-Door', [secret.secretValue.unsafeUnwrap()]),
      ],
      action: ListenerAction.forward([targetGroup]),
    });
  }
}
