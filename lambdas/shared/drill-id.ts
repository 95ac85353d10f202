import { createHash } from 'node:crypto';

/**
 * Short id of a drill, of the name of its execution: what it restores is named after it, so that whoever cleans up finds it without
 * having been told. An execution's name may be longer than RDS lets a name be.
 */
export function drillIdOf(execution: string): string {
  return createHash('sha256').update(execution).digest('hex').slice(0, 12);
}

/** What a drill calls what it restores: an instance's identifier, a file system's creation token and tag. */
export function drillNameOf(drillPrefix: string, execution: string): string {
  return `${drillPrefix}${drillIdOf(execution)}`;
}

/** Whether a drill gives such a name. One that merely begins alike is another store's. */
export function isDrillName(drillPrefix: string, name: string): boolean {
  return name.startsWith(drillPrefix) && /^[0-9a-f]{12}$/.test(name.slice(drillPrefix.length));
}

/** Tag of restored file systems, in case AWS Backup gives them another creation token; its value is the drill's name. */
export const drillTag = 'storefort:drill';
