import { type CfnElement, Lazy } from 'aws-cdk-lib';
import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IAccessPoint, IFileSystem } from 'aws-cdk-lib/aws-efs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import type { Size } from '../config/sizes';
import { StoreStack } from '../hardened/store-stack';
import { HostBundle } from './host-bundle';
import { HostFleet } from './host-fleet';
import { HostImage } from './host-image';
import { HostLogs } from './host-logs';
import type { ExportTarget } from './host-permissions';
import { HostRole } from './host-role';
import { hostSettings } from './host-settings';
import { HostTemplate } from './host-template';
import { MailRole } from './mail-role';

export interface HostStackProps {
  readonly store: StoreConfig;
  readonly size: Size;
  /** Encrypts logs and the doors' secrets. */
  readonly platformKey: IKey;
  /** What each door's distribution says in `X-Storefort-Door`. */
  readonly doorSecrets: { readonly shop: ISecret; readonly staff: ISecret };
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  readonly targetGroup: ApplicationTargetGroup;
  readonly dataKey: IKey;
  readonly signingKey: IKey;
  readonly databaseCredentials: ISecret;
  readonly salts: ISecret;
  /** @default - the size has no object cache */
  readonly cache?: { readonly credentials: ISecret };
  readonly uploads: { readonly fileSystem: IFileSystem; readonly accessPoint: IAccessPoint };
  readonly releases: IBucket;
  /** Where the database is exported to. @default - no offsite region: nowhere */
  readonly exports?: ExportTarget;
}

/** What runs the shop, and nothing that could not be made again: image parameter, role, log groups, launch template, hosts. */
export class HostStack extends StoreStack {
  readonly autoScalingGroup: IAutoScalingGroup;
  readonly role: IRole;
  readonly logs: HostLogs;

  constructor(scope: Construct, id: string, props: HostStackProps) {
    const { store } = props;
    super(scope, id, {
      store,
      region: store.region,
      description: `Storefort ${store.name}: web hosts.`,
      stateful: false,
    });

    const bundle = new HostBundle(this, 'Bundle', { store });
    const image = new HostImage(this, 'Image', { store });
    const logs = new HostLogs(this, 'Logs', { store, key: props.platformKey });

    const role = new HostRole(this, 'Role', {
      store,
      bundle,
      secrets: [props.databaseCredentials, props.salts, ...(props.cache ? [props.cache.credentials] : [])],
      doorSecrets: [props.doorSecrets.shop, props.doorSecrets.staff],
      platformKey: props.platformKey,
      dataKey: props.dataKey,
      signingKey: props.signingKey,
      releases: props.releases,
      uploads: props.uploads,
      logGroups: logs.groups,
      exports: props.exports,
    });

    const mailRole = store.mail.via === 'ses' ? new MailRole(this, 'MailRole', { store, hosts: role }) : undefined;

    const launchTemplate = new HostTemplate(this, 'Template', {
      settings: (healthChecks) => hostSettings({ ...props, mailRole, healthChecks }),
      instanceType: props.size.web.instanceType,
      image,
      securityGroup: props.securityGroup,
      role,
      key: props.dataKey,
      bundle,
      fleetLogicalId: Lazy.string({ produce: () => this.getLogicalId(fleet.node.defaultChild as CfnElement) }),
    });

    const fleet: HostFleet = new HostFleet(this, 'Fleet', {
      web: props.size.web,
      vpc: props.vpc,
      launchTemplate,
      targetGroup: props.targetGroup,
    });

    this.autoScalingGroup = fleet;
    this.role = role;
    this.logs = logs;
  }
}
