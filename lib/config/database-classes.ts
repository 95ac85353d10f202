const upTo2xlarge = ['micro', 'small', 'medium', 'large', 'xlarge', '2xlarge'];
const upTo16xlarge = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'];
const upTo48xlarge = [...upTo16xlarge, '24xlarge', '48xlarge'];

/**
 * The Graviton families that RDS runs MariaDB 11.8 on, and the sizes of each. Read on 2026-11-25; a family that AWS adds later is
 * added here. Not every region has every class: RDS says so when the stack is deployed.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
export const databaseClasses: Readonly<Record<string, readonly string[]>> = {
  t4g: upTo2xlarge,
  m6g: upTo16xlarge,
  m6gd: upTo16xlarge,
  m7g: upTo16xlarge,
  m8g: upTo48xlarge,
  m8gd: upTo48xlarge,
  r6g: upTo16xlarge,
  r6gd: upTo16xlarge,
  r7g: upTo16xlarge,
  r8g: upTo48xlarge,
  r8gd: upTo48xlarge,
  x2g: upTo16xlarge,
};
