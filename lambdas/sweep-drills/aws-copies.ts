import {
  DeleteFileSystemCommand,
  DescribeFileSystemsCommand,
  type EFSClient,
  type FileSystemDescription,
  FileSystemNotFound,
  TagResourceCommand,
} from '@aws-sdk/client-efs';
import {
  type DBInstance,
  DBInstanceNotFoundFault,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { drillTag } from '../shared/drill-id';
import type { Copies, Copy } from './ports';

const mostPages = 200;

/** Database instances and file systems of one account and region. */
export class AwsCopies implements Copies {
  constructor(
    private readonly rds: RDSClient,
    private readonly efs: EFSClient,
  ) {}

  async all(): Promise<readonly Copy[]> {
    const databases = await paged('database instances', async (Marker) => {
      const { DBInstances = [], Marker: next } = await this.rds.send(new DescribeDBInstancesCommand({ Marker }));
      return { found: DBInstances.flatMap(databaseOf), next };
    });
    const files = await paged('file systems', async (Marker) => {
      const { FileSystems = [], NextMarker: next } = await this.efs.send(new DescribeFileSystemsCommand({ Marker }));
      return { found: FileSystems.flatMap(filesOf), next };
    });
    return [...databases, ...files];
  }

  async remove(copy: Copy, drillName: string): Promise<void> {
    try {
      await (copy.arn.includes(':rds:') ? this.removeDatabase(copy) : this.removeFiles(copy, drillName));
    } catch (error) {
      if (error instanceof DBInstanceNotFoundFault || error instanceof FileSystemNotFound) return;
      throw new Error(`${copy.arn} was not removed: ${error instanceof Error ? error.name : 'refused'}`, {
        cause: error,
      });
    }
  }

  private async removeDatabase({ arn }: Copy): Promise<void> {
    await this.rds.send(
      new DeleteDBInstanceCommand({
        DBInstanceIdentifier: arn.slice(arn.lastIndexOf(':') + 1),
        SkipFinalSnapshot: true,
        DeleteAutomatedBackups: true,
      }),
    );
  }

  /** The role may delete nothing that does not bear a drill's name as its tag, and tag nothing that is a store's own. */
  private async removeFiles({ arn }: Copy, drillName: string): Promise<void> {
    const FileSystemId = arn.slice(arn.lastIndexOf('/') + 1);
    const Tags = [{ Key: drillTag, Value: drillName }];
    await this.efs.send(new TagResourceCommand({ ResourceId: FileSystemId, Tags }));
    await this.efs.send(new DeleteFileSystemCommand({ FileSystemId }));
  }
}

function databaseOf(instance: DBInstance): Copy[] {
  const { DBInstanceArn: arn, DBInstanceIdentifier: name, DBInstanceStatus, InstanceCreateTime: createdAt } = instance;
  if (arn === undefined || name === undefined) return [];
  return [
    {
      arn,
      names: [name],
      going: DBInstanceStatus === 'deleting',
      beingMade: DBInstanceStatus === 'creating',
      createdAt,
    },
  ];
}

function filesOf(files: FileSystemDescription): Copy[] {
  const { FileSystemArn: arn, CreationToken, CreationTime: createdAt, LifeCycleState, Tags = [] } = files;
  if (arn === undefined) return [];
  const tagged = Tags.filter(({ Key }) => Key === drillTag).map(({ Value }) => Value);
  const names = [...tagged, CreationToken].filter((name) => name !== undefined);
  return [
    {
      arn,
      names,
      going: LifeCycleState === 'deleting' || LifeCycleState === 'deleted',
      beingMade: LifeCycleState === 'creating',
      createdAt,
    },
  ];
}

async function paged<T>(
  what: string,
  page: (marker: string | undefined) => Promise<{ readonly found: readonly T[]; readonly next?: string }>,
): Promise<T[]> {
  const all: T[] = [];
  let marker: string | undefined;
  for (let turn = 0; turn < mostPages; turn += 1) {
    const { found, next } = await asked(what, () => page(marker));
    all.push(...found);
    if (next === undefined || next === '') return all;
    marker = next;
  }
  throw new Error(`the list of ${what} does not end`);
}

async function asked<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new Error(`the ${what} could not be listed`, { cause: error });
  }
}
