import {
  CfnSecurityGroup,
  CfnSecurityGroupIngress,
  type ISecurityGroup,
  type IVpc,
  SecurityGroup,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';

export interface SecurityGroupsProps {
  readonly store: StoreConfig;
  readonly vpc: IVpc;
  /**
   * AWS's list of the addresses CloudFront comes from; it counts as 55 of a group's 60 rules, so one rule may name it.
   */
  readonly cloudFrontPrefixListId: string;
}

type Egress = CfnSecurityGroup.EgressProperty;

const port = { https: 443, database: 3306, fileSystem: 2049, cache: 6379, submission: 587 } as const;

/**
 * EC2 gives a group without egress rules one that allows everything. Loopback never leaves an interface: this allows
 * nothing.
 */
const nothing: Egress = {
  ipProtocol: '-1',
  cidrIp: '127.0.0.1/32',
  description: 'nothing: an empty list would allow all',
};

const httpsAnywhere: Egress = { ...tcp(port.https), cidrIp: '0.0.0.0/0', description: 'HTTPS; names are filtered' };

/**
 * Who may talk to whom, all of it: each rule names the other group, and none but these exist. What is handed out cannot
 * be changed, so that no construct elsewhere adds a rule. Egress stands in the groups themselves, in an order without
 * cycles; ingress beside them.
 */
export class SecurityGroups extends Construct {
  readonly loadBalancer: ISecurityGroup;
  readonly host: ISecurityGroup;
  readonly database: ISecurityGroup;
  readonly fileSystem: ISecurityGroup;
  readonly cache: ISecurityGroup;
  /** The function that makes the database's users. */
  readonly databaseUsers: ISecurityGroup;
  /** AWS's function that rotates the application's database password. */
  readonly rotation: ISecurityGroup;
  /** Databases that a drill restored. */
  readonly drillDatabase: ISecurityGroup;
  /** The function that looks into them: it reaches no other database, and nothing outside. */
  readonly drillChecker: ISecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecurityGroupsProps,
  ) {
    super(scope, id);
    this.database = this.group('Database', 'MariaDB', [nothing]);
    this.fileSystem = this.group('FileSystem', 'Shared files', [nothing]);
    this.cache = this.group('Cache', 'Object cache', [nothing]);
    const toDatabase = to(this.database, port.database, 'MariaDB');
    this.host = this.group('Host', 'Web hosts', [
      httpsAnywhere,
      toDatabase,
      to(this.fileSystem, port.fileSystem, 'NFS in TLS'),
      to(this.cache, port.cache, 'Valkey in TLS'),
      ...submission(props.store),
    ]);
    this.databaseUsers = this.group('DatabaseUsers', 'Makes database users', [httpsAnywhere, toDatabase]);
    this.rotation = this.group('Rotation', 'Rotates database passwords', [httpsAnywhere, toDatabase]);
    this.drillDatabase = this.group('DrillDatabase', 'Restored MariaDB', [nothing]);
    this.drillChecker = this.group('DrillChecker', 'Checks restored shops', [
      to(this.drillDatabase, port.database, 'Restored MariaDB'),
    ]);
    this.loadBalancer = this.group('LoadBalancer', 'Internal load balancer', [to(this.host, port.https, 'Hosts')]);
    this.admit();
  }

  private admit(): void {
    this.ingress('LoadBalancerFromCloudFront', this.loadBalancer, port.https, {
      sourcePrefixListId: this.props.cloudFrontPrefixListId,
    });
    this.ingress('HostFromLoadBalancer', this.host, port.https, from(this.loadBalancer));
    this.ingress('DatabaseFromHost', this.database, port.database, from(this.host));
    this.ingress('DatabaseFromUsers', this.database, port.database, from(this.databaseUsers));
    this.ingress('DatabaseFromRotation', this.database, port.database, from(this.rotation));
    this.ingress('DrillDatabaseFromChecker', this.drillDatabase, port.database, from(this.drillChecker));
    this.ingress('FileSystemFromHost', this.fileSystem, port.fileSystem, from(this.host));
    this.ingress('CacheFromHost', this.cache, port.cache, from(this.host));
  }

  private group(id: string, groupDescription: string, securityGroupEgress: Egress[]): ISecurityGroup {
    const { vpcId } = this.props.vpc;
    const resource = new CfnSecurityGroup(this, id, { groupDescription, vpcId, securityGroupEgress });
    return SecurityGroup.fromSecurityGroupId(this, `${id}Fixed`, resource.attrGroupId, { mutable: false });
  }

  private ingress(
    id: string,
    group: ISecurityGroup,
    number: number,
    source: { sourceSecurityGroupId: string } | { sourcePrefixListId: string },
  ): void {
    new CfnSecurityGroupIngress(this, id, { groupId: group.securityGroupId, ...tcp(number), ...source });
  }
}

function tcp(number: number) {
  return { ipProtocol: 'tcp', fromPort: number, toPort: number };
}

function to(group: ISecurityGroup, number: number, description: string): Egress {
  return { ...tcp(number), destinationSecurityGroupId: group.securityGroupId, description };
}

function from(group: ISecurityGroup) {
  return { sourceSecurityGroupId: group.securityGroupId };
}

/** The VPC has no IPv6: a relay's IPv6 networks cannot be reached from it. */
function submission({ mail }: StoreConfig): Egress[] {
  if (mail.via !== 'smtp') return [];
  return mail.networks
    .filter((network) => !network.includes(':'))
    .map((cidrIp) => ({ ...tcp(port.submission), cidrIp, description: 'SMTP relay, STARTTLS' }));
}
