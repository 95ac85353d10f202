const baseGiB: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 4, large: 8 };

/** Memory of each family against the general-purpose ones, which have 4 GiB a virtual processor. */
const familyFactor: Readonly<Record<string, number>> = { c: 0.5, m: 1, r: 2, t: 1, x: 4 };

/**
 * Memory of an RDS instance class, from its name: `t4g.small` has 2 GiB, `r7g.large` 16, `r7g.2xlarge` 64.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 *
 * @param instanceClass without `db.`
 * @throws Error when the name follows no rule known here
 */
export function memoryGiB(instanceClass: string): number {
  const [family = '', grade = ''] = instanceClass.split('.');
  const times = /^(\d*)xlarge$/.exec(grade);
  const base = times ? 16 * Number(times[1] === '' ? 1 : times[1]) : baseGiB[grade];
  const factor = familyFactor[family.charAt(0)];
  if (base === undefined || factor === undefined) {
    throw new Error(
      `database.instanceClass "${instanceClass}": its memory is unknown; use a class of the families t, m, r, c or x, such as r7g.large`,
    );
  }
  return base * factor;
}

/**
 * RDS's default `max_connections`: a connection for each 12,582,880 bytes that operating system and RDS leave, which is about
 * nine tenths of the memory.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
export function defaultConnections(instanceClass: string): number {
  return Math.floor((memoryGiB(instanceClass) * 2 ** 30 * 0.9) / 12_582_880);
}
