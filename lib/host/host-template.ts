import { Stack } from 'aws-cdk-lib';
import {
  BlockDeviceVolume,
  EbsDeviceVolumeType,
  InstanceType,
  type ISecurityGroup,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  MachineImage,
} from 'aws-cdk-lib/aws-ec2';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IStringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { HostBundle } from './host-bundle';
import { hostUserData } from './host-user-data';

export interface HostTemplateProps {
  /** Contents of the file that tells a host about its store, by the number of health checks it waits for. */
  readonly settings: (healthChecks: number) => string;
  /** Such as `t4g.small`; Graviton. */
  readonly instanceType: string;
  /** Holds the image id. EC2 reads it at every launch. */
  readonly image: IStringParameter;
  readonly securityGroup: ISecurityGroup;
  readonly role: Role;
  /** Encrypts the volume; its policy lets this account use it through EC2, or Auto Scaling could launch nothing. */
  readonly key: IKey;
  readonly bundle: HostBundle;
  /** Logical id of the Auto Scaling group, which waits for every host's signal. */
  readonly fleetLogicalId: string;
}

const rootDevice = '/dev/xvda';
const rootGiB = 20;
/** As many as the load balancer asks for at most before it sends requests, so that ready means reachable. */
const healthChecks = 5;

/**
 * How every host starts: Graviton, no public address, no key pair (people come by Session Manager), metadata only by IMDSv2 and
 * only for the host itself (one hop: no container or proxy reaches the role's credentials), tags not in the metadata, and its
 * volume encrypted with the store's key and gone with the host.
 */
export class HostTemplate extends LaunchTemplate {
  constructor(scope: Construct, id: string, props: HostTemplateProps) {
    super(scope, id, {
      instanceType: new InstanceType(props.instanceType),
      machineImage: MachineImage.resolveSsmParameterAtLaunch(props.image.parameterName),
      securityGroup: props.securityGroup,
      associatePublicIpAddress: false,
      // CDK would add an inline policy for the signal, which the role has already.
      role: props.role.withoutPolicyUpdates(),
      userData: hostUserData({ ...props, stack: Stack.of(scope), settings: props.settings(healthChecks) }),
      httpEndpoint: true,
      httpTokens: LaunchTemplateHttpTokens.REQUIRED,
      httpPutResponseHopLimit: 1,
      httpProtocolIpv6: false,
      instanceMetadataTags: false,
      detailedMonitoring: true,
      ebsOptimized: true,
      blockDevices: [
        {
          deviceName: rootDevice,
          volume: BlockDeviceVolume.ebs(rootGiB, {
            volumeType: EbsDeviceVolumeType.GP3,
            encrypted: true,
            kmsKey: props.key,
            deleteOnTermination: true,
          }),
        },
      ],
    });
  }
}
