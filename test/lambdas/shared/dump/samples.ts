/** A card number nobody has published, and its form in hexadecimal. */
export const cardNumber = '4532015112830366';
export const cardNumberInHex = `0x${Buffer.from(cardNumber).toString('hex').toUpperCase()}`;

export const mariaDbHeader = `/*M!999999\\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: shop
-- ------------------------------------------------------
-- Server version	10.11.19-MariaDB-0+deb12u1

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
`;
export const mariaDbEnd = `/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*M!100616 SET NOTE_VERBOSITY=@OLD_NOTE_VERBOSITY */;

-- Dump completed on 2026-11-25  1:02:03
`;

/** Rows of mariadb-dump stand on lines of their own. */
export const mariaDbSample = `${mariaDbHeader}
--
-- Table structure for table \`wp_options\`
--

DROP TABLE IF EXISTS \`wp_options\`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE \`wp_options\` (
  \`option_id\` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  \`option_name\` varchar(191) NOT NULL DEFAULT '' COMMENT 'a; b -- c /* d',
  \`option_value\` longtext NOT NULL,
  PRIMARY KEY (\`option_id\`),
  KEY \`name\` (\`option_name\`)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table \`wp_options\`
--

LOCK TABLES \`wp_options\` WRITE;
/*!40000 ALTER TABLE \`wp_options\` DISABLE KEYS */;
INSERT INTO \`wp_options\` VALUES
(1,'siteurl','https://shop.example.com'),
(2,'odd','it\\'s; ''doubled'' \\\\'),
(3,'rows','),(4,\\'fake\\',\\'x\\');\\nINSERT INTO \`wp_options\` VALUES (5,1,2);\\n-- Dump completed\\n');
/*!40000 ALTER TABLE \`wp_options\` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS \`wp_empty\`;
CREATE TABLE \`wp_empty\` (
  \`id\` int(11) NOT NULL
) ENGINE=InnoDB;

CREATE TABLE \`wp_blob\` (
  \`id\` int(11) NOT NULL,
  \`data\` longblob DEFAULT NULL
) ENGINE=InnoDB;
INSERT INTO \`wp_blob\` VALUES
(1,0xDEADBEEF),
(2,NULL),
(3,''),
(-4.5e-10,_binary 'a\\0b');

/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=\`root\`@\`localhost\`*/ /*!50003 TRIGGER t BEFORE INSERT ON wp_options FOR EACH ROW
BEGIN
  -- it's a comment; with a quote
  SET NEW.option_value = ';;not the end';
  # another "one
  SET @a = 1; /* and 'one */
END */;;
DELIMITER ;
/*!50001 CREATE VIEW \`v\` AS SELECT
 1 AS \`id\` */;
/*!50001 DROP VIEW IF EXISTS \`v\`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=\`root\`@\`localhost\` SQL SECURITY DEFINER */
/*!50001 VIEW \`v\` AS select 1 AS \`id\` */;
${mariaDbEnd}`;

/** All rows of mysqldump's statement stand on one line. */
export const mySqlSample = `-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: db.internal    Database: shop
-- ------------------------------------------------------
-- Server version	8.0.36-0ubuntu0.22.04.1

/*!50503 SET NAMES utf8mb4 */;
SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '';
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE \`wp_a\` (
  \`id\` int NOT NULL,
  \`g\` int GENERATED ALWAYS AS ((\`id\` + 1)) VIRTUAL,
  \`flag\` bit(1) DEFAULT NULL,
  \`t\` text
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
/*!50100 PARTITION BY KEY (id)
PARTITIONS 2 */;
LOCK TABLES \`wp_a\` WRITE;
/*!40000 ALTER TABLE \`wp_a\` DISABLE KEYS */;
INSERT INTO \`wp_a\` (\`id\`, \`flag\`, \`t\`) VALUES (1,_binary '\\0','a'),(2,b'1','b\\n(3,4)'),(3,NULL,'é \u{1f600}');
INSERT  IGNORE INTO \`wp_a\` (\`id\`, \`flag\`, \`t\`) VALUES (4,0x01,'');
/*!40000 ALTER TABLE \`wp_a\` ENABLE KEYS */;
UNLOCK TABLES;
/*!50001 CREATE TABLE \`v\` (
  \`id\` tinyint NOT NULL
) ENGINE=MyISAM */;
DELIMITER ;;
CREATE DEFINER=\`root\`@\`%\` PROCEDURE \`p\`()
BEGIN
  INSERT INTO wp_a VALUES (1,2,3);
  SELECT "it's;";
END ;;
DELIMITER ;
-- Dump completed on 2026-11-25 13:02:03
`;

/** A dump of one table with these columns. */
export function dumpOf(columns: readonly string[], rows: readonly string[], table = 'wp_t'): string {
  const definition = columns.map((name) => `  \`${name}\` longtext`).join(',\n');
  return `${mariaDbHeader}CREATE TABLE \`${table}\` (\n${definition}\n) ENGINE=InnoDB;\nINSERT INTO \`${table}\` VALUES\n${rows
    .map((row) => `(${row})`)
    .join(',\n')};\n${mariaDbEnd}`;
}
