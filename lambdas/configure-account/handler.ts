import { setTimeout as pause } from 'node:timers/promises';
import { EC2Client } from '@aws-sdk/client-ec2';
import { Inspector2Client } from '@aws-sdk/client-inspector2';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { customResource } from '../shared/custom-resource';
import { answerCloudFormation } from './answer';
import { AwsPublicAccess } from './aws-public-access';
import { AwsScanner } from './aws-scanner';
import { AwsVolumeEncryption } from './aws-volume-encryption';
import { parseSettings } from './settings';

const ports = {
  publicAccess: new AwsPublicAccess(new S3ControlClient({})),
  volumes: new AwsVolumeEncryption(new EC2Client({})),
  scanner: new AwsScanner(new Inspector2Client({})),
  pause: (milliseconds: number) => pause(milliseconds),
};

export const handler = customResource(parseSettings, (request) => answerCloudFormation(request, ports));
