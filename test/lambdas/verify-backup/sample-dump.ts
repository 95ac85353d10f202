/** A dump as mariadb-dump writes it. */
export function dumpOf(
  tables: Record<string, number>,
  completed: string,
  values = (row: number) => `(${row},'row ${row}')`,
) {
  const parts = Object.entries(tables).map(([name, rows]) => {
    const list = Array.from({ length: rows }, (_, row) => values(row + 1)).join(',\n');
    return [
      `--\n-- Table structure for table \`${name}\`\n--\n`,
      `DROP TABLE IF EXISTS \`${name}\`;`,
      `CREATE TABLE \`${name}\` (\n  \`id\` bigint(20) NOT NULL,\n  \`note\` longtext NOT NULL,\n  PRIMARY KEY (\`id\`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n`,
      ...(rows === 0
        ? []
        : [`LOCK TABLES \`${name}\` WRITE;`, `INSERT INTO \`${name}\` VALUES\n${list};`, 'UNLOCK TABLES;']),
    ].join('\n');
  });
  return [
    '/*M!999999\\- enable the sandbox mode */ ',
    '-- MariaDB dump 10.19  Distrib 10.11.14-MariaDB, for debian-linux-gnu (x86_64)',
    '--',
    '-- Host: localhost    Database: shop',
    '-- ------------------------------------------------------',
    '-- Server version\t10.11.14-MariaDB',
    '',
    '/*!40101 SET NAMES utf8mb4 */;',
    '',
    ...parts,
    '/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;',
    '',
    `-- Dump completed on ${completed}`,
    '',
  ].join('\n');
}
