import {
  CfnSecurityGroup,
  CfnSecurityGroupIngress,
  type ISecurityGroup,
  type IVpc,
  SecurityGroup,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface ProofSecurityGroupsProps {
  readonly vpc: IVpc;
}

const mariaDb = { ipProtocol: 'tcp', fromPort: 3306, toPort: 3306 };

/** Loopback never leaves an interface: this allows nothing, where an empty list would allow all. */
const nothing = { ipProtocol: '-1', cidrIp: '127.0.0.1/32', description: 'nothing: an empty list would allow all' };

/**
 * The checker reaches the restored database, and that is all that anything reaches here. What is handed out cannot be changed, so that
 * no construct elsewhere adds a rule.
 */
export class ProofSecurityGroups extends Construct {
  /** Databases that a drill restored. */
  readonly drillDatabase: ISecurityGroup;
  /** The function that looks into them. */
  readonly drillChecker: ISecurityGroup;

  constructor(scope: Construct, id: string, { vpc }: ProofSecurityGroupsProps) {
    super(scope, id);
    this.drillDatabase = this.group('DrillDatabase', vpc, 'Restored MariaDB', [nothing]);
    this.drillChecker = this.group('DrillChecker', vpc, 'Checks restored shops', [
      {
        ...mariaDb,
        destinationSecurityGroupId: this.drillDatabase.securityGroupId,
        description: 'Restored MariaDB',
      },
    ]);
    new CfnSecurityGroupIngress(this, 'DrillDatabaseFromChecker', {
      ...mariaDb,
      groupId: this.drillDatabase.securityGroupId,
      sourceSecurityGroupId: this.drillChecker.securityGroupId,
    });
  }

  private group(
    id: string,
    { vpcId }: IVpc,
    groupDescription: string,
    securityGroupEgress: CfnSecurityGroup.EgressProperty[],
  ): ISecurityGroup {
    const resource = new CfnSecurityGroup(this, id, { groupDescription, vpcId, securityGroupEgress });
    return SecurityGroup.fromSecurityGroupId(this, `${id}Fixed`, resource.attrGroupId, { mutable: false });
  }
}
