import { DescribeManagedPrefixListsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsPrefixLists } from '../../lambdas/find-prefix-list/aws-prefix-lists';
import { findPrefixList } from '../../lambdas/find-prefix-list/find-prefix-list';
import type { PrefixList, PrefixLists } from '../../lambdas/find-prefix-list/ports';

const name = 'com.amazonaws.global.cloudfront.origin-facing';
const ofAws: PrefixList = { id: 'pl-1', name, owner: 'AWS' };

class FakePrefixLists implements PrefixLists {
  readonly asked: string[] = [];

  constructor(private readonly lists: PrefixList[]) {}

  named(wanted: string): Promise<PrefixList[]> {
    this.asked.push(wanted);
    return Promise.resolve(this.lists);
  }
}

const find = (lists: PrefixList[], type: 'Create' | 'Update' = 'Create') =>
  findPrefixList({ type, properties: { name } }, new FakePrefixLists(lists));

describe('findPrefixList', () => {
  test.each(['Create', 'Update'] as const)('gives the id of AWS’s list (%s)', async (type) => {
    expect(await find([ofAws], type)).toEqual({ physicalId: 'pl-1', data: { PrefixListId: 'pl-1' } });
  });

  test('does not take a list of the same name that another account shares', async () => {
    const stranger = { id: 'pl-2', name, owner: '444455556666' };
    expect(await find([stranger, ofAws])).toMatchObject({ physicalId: 'pl-1' });
    await expect(find([stranger])).rejects.toThrow(`expected one prefix list ${name} of AWS in this region, found 0`);
  });

  test('does not take a list of another name', async () => {
    await expect(find([{ ...ofAws, name: `${name}-2` }])).rejects.toThrow('found 0');
  });

  test('does not choose between two', async () => {
    await expect(find([ofAws, { ...ofAws, id: 'pl-3' }])).rejects.toThrow('found 2');
  });

  test('deletes nothing and asks nothing when it is deleted', async () => {
    const lists = new FakePrefixLists([]);
    const answer = await findPrefixList({ type: 'Delete', properties: { name }, physicalId: 'pl-1' }, lists);
    expect(answer).toEqual({ physicalId: 'pl-1' });
    expect(lists.asked).toEqual([]);
  });
});

describe('AwsPrefixLists', () => {
  const ec2 = mockClient(EC2Client);
  const lists = new AwsPrefixLists(new EC2Client({ region: 'us-east-1' }));

  beforeEach(() => {
    ec2.reset();
  });

  test('reads all pages of the lists of one name', async () => {
    const Filters = [{ Name: 'prefix-list-name', Values: [name] }];
    ec2
      .on(DescribeManagedPrefixListsCommand, { Filters })
      .resolvesOnce({ NextToken: 'more', PrefixLists: [{ PrefixListId: 'pl-0', PrefixListName: name }] })
      .resolvesOnce({ PrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: name, OwnerId: 'AWS' }] });
    expect(await lists.named(name)).toEqual([ofAws]);
    expect(ec2.commandCalls(DescribeManagedPrefixListsCommand)).toHaveLength(2);
  });

  test('says what it was looking for when EC2 does not answer', async () => {
    ec2.on(DescribeManagedPrefixListsCommand).rejects(new Error('throttled'));
    await expect(lists.named(name)).rejects.toThrow(`prefix list ${name} could not be looked up`);
  });
});
