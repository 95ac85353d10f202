import { EC2Client } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { customResource } from '../shared/custom-resource';
import { AwsSecurityGroups } from './aws-security-groups';
import { closeDefaultSecurityGroup } from './close-default-security-group';

const properties = z
  .object({ GroupId: z.string().startsWith('sg-') })
  .transform(({ GroupId: groupId }) => ({ groupId }));

const securityGroups = new AwsSecurityGroups(new EC2Client({}));

export const handler = customResource(
  (given) => properties.parse(given),
  (request) => closeDefaultSecurityGroup(request, securityGroups),
);
