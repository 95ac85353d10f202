import { EC2Client } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { customResource } from '../shared/custom-resource';
import { AwsPrefixLists } from './aws-prefix-lists';
import { findPrefixList } from './find-prefix-list';

const properties = z.object({ PrefixListName: z.string().min(1) }).transform(({ PrefixListName: name }) => ({ name }));

const prefixLists = new AwsPrefixLists(new EC2Client({}));

export const handler = customResource(
  (given) => properties.parse(given),
  (request) => findPrefixList(request, prefixLists),
);
