import { Duration } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { HostedRotation, type ISecret, RotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { excludedCharacters } from './database-credentials';

export interface CredentialsRotationProps {
  readonly credentials: ISecret;
  readonly masterSecret: ISecret;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
}

/**
 * Changes the shop's database password every 30 days with AWS's own function. Two users take turns (`app`, `app_clone`), so the
 * one a host has read still works until the next turn. It first logs in as the current user: make this after the users.
 * The function needs Secrets Manager and RDS by HTTPS, which it reaches from the private subnets.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_available-rotation-templates.html
 */
export class CredentialsRotation extends RotationSchedule {
  constructor(scope: Construct, id: string, props: CredentialsRotationProps) {
    super(scope, id, {
      secret: props.credentials,
      hostedRotation: HostedRotation.mariaDbMultiUser({
        masterSecret: props.masterSecret,
        vpc: props.vpc,
        vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
        securityGroups: [props.securityGroup],
        excludeCharacters: excludedCharacters,
      }),
      automaticallyAfter: Duration.days(30),
      // At the moment the schedule is made, hosts may be reading the secret for their first boot.
      rotateImmediatelyOnUpdate: false,
    });
  }
}
