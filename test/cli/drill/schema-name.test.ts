import { expect, test } from '@jest/globals';
import { schemaNameOf } from '../../../cli/drill/schema-name';

test.each([
  ['a dump that names none', '-- MariaDB dump\nDROP TABLE IF EXISTS `wp_posts`;\n', 'shop'],
  ['an empty one', '', 'shop'],
  [
    'mariadb-dump --databases',
    '-- x\nCREATE DATABASE /*!32312 IF NOT EXISTS*/ `my_shop` /*!40100 DEFAULT CHARACTER SET utf8mb4 */;\n\nUSE `my_shop`;\n',
    'my_shop',
  ],
  [
    'mysqldump --databases',
    "CREATE DATABASE /*!32312 IF NOT EXISTS*/ `wp-1` /*!80016 DEFAULT ENCRYPTION='N' */;\n",
    'wp-1',
  ],
  ['--no-create-db', '-- x\nUSE `shop2`;\n', 'shop2'],
  ['words in the middle of a line', "INSERT INTO `a` VALUES ('\\nUSE `other`;');\n", 'shop'],
  ['a comment', '-- USE `other`;\n', 'shop'],
])('finds the schema of %s', (_, head, schema) => {
  expect(schemaNameOf(head)).toEqual({ schema });
});

test.each([
  ['USE `mysql`;\n', /own schema mysql; dump the shop’s database only|own schema mysql/],
  ['CREATE DATABASE `SYS`;\n', /own schema SYS/],
  ['USE `a``; DROP TABLE x; -- `;\n', /other characters/],
  ["USE `it's`;\n", /other characters/],
  [`USE \`${'x'.repeat(65)}\`;\n`, /other characters/],
])('refuses %j', (head, why) => {
  expect(schemaNameOf(head)).toEqual({ refused: expect.stringMatching(why) });
});
