import {
  DescribeFileSystemsCommand,
  type EFSClient,
  FileSystemNotFound,
  TagResourceCommand,
} from '@aws-sdk/client-efs';
import { DBInstanceNotFoundFault, DescribeDBInstancesCommand, type RDSClient } from '@aws-sdk/client-rds';
import { drillTag } from '../shared/drill-id';
import type { Restored } from './ports';

/** Restored instances of RDS and file systems of EFS. */
export class AwsRestored implements Restored {
  constructor(
    private readonly rds: RDSClient,
    private readonly efs: EFSClient,
  ) {}

  async database(arn: string) {
    try {
      const { DBInstances = [] } = await this.rds.send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier: lastPart(arn, ':') }),
      );
      const [instance] = DBInstances;
      if (instance === undefined) return undefined;
      const { Address: host, Port: port } = instance.Endpoint ?? {};
      return {
        status: instance.DBInstanceStatus ?? 'unknown',
        ...(host !== undefined && port !== undefined && { endpoint: { host, port } }),
      };
    } catch (error) {
      if (error instanceof DBInstanceNotFoundFault) return undefined;
      throw new Error(`${arn} could not be looked at`, { cause: error });
    }
  }

  async fileSystem(arn: string) {
    try {
      const { FileSystems = [] } = await this.efs.send(
        new DescribeFileSystemsCommand({ FileSystemId: lastPart(arn, '/') }),
      );
      const [files] = FileSystems;
      if (files === undefined) return undefined;
      return {
        status: files.LifeCycleState ?? 'unknown',
        meteredBytes: files.SizeInBytes?.Value,
        meteredAt: files.SizeInBytes?.Timestamp,
      };
    } catch (error) {
      if (error instanceof FileSystemNotFound) return undefined;
      throw new Error(`${arn} could not be looked at`, { cause: error });
    }
  }

  async mark(arn: string, name: string): Promise<void> {
    try {
      await this.efs.send(
        new TagResourceCommand({ ResourceId: lastPart(arn, '/'), Tags: [{ Key: drillTag, Value: name }] }),
      );
    } catch (error) {
      if (error instanceof FileSystemNotFound) return;
      throw new Error(`${arn} could not be marked as a drill's`, { cause: error });
    }
  }
}

function lastPart(arn: string, separator: string): string {
  return arn.slice(arn.lastIndexOf(separator) + 1);
}
