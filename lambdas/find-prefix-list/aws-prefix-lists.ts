import { type EC2Client, paginateDescribeManagedPrefixLists } from '@aws-sdk/client-ec2';
import type { PrefixList, PrefixLists } from './ports';

/** EC2's. A list without id, name or owner is none that can be trusted, and left out. */
export class AwsPrefixLists implements PrefixLists {
  constructor(private readonly ec2: EC2Client) {}

  async named(name: string): Promise<PrefixList[]> {
    const Filters = [{ Name: 'prefix-list-name', Values: [name] }];
    const lists: PrefixList[] = [];
    try {
      for await (const page of paginateDescribeManagedPrefixLists({ client: this.ec2 }, { Filters })) {
        for (const { PrefixListId: id, PrefixListName, OwnerId: owner } of page.PrefixLists ?? []) {
          if (id && PrefixListName && owner) lists.push({ id, name: PrefixListName, owner });
        }
      }
    } catch (cause) {
      throw new Error(`prefix list ${name} could not be looked up`, { cause });
    }
    return lists;
  }
}
