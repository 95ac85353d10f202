import { oneOf, quoted, type Sql } from './sql';

const firstNames = [
  'Anna',
  'Jürgen',
  'Zoë',
  'Łukasz',
  'François',
  'Noor',
  'Søren',
  'Chloé',
  'Иван',
  '花子',
  'Olu',
  "D'Arcy",
];
const lastNames = [
  'Müller',
  'García',
  'Smith',
  'Nguyễn',
  'Øberg',
  'Kowalska',
  'O’Brien',
  '山田',
  'Петров',
  'de la Cruz',
];
const cities = ['Köln', 'Łódź', 'São Paulo', 'London', 'Zürich', '東京', 'Malmö', 'Springfield'];

/** The staff, by login, with the role each has. */
export const staff = {
  owner: 'administrator',
  agency: 'administrator',
  nadia: 'shop_manager',
  till: 'cashier',
} as const;

/** Everybody who buys: two of three have an account, ids from 101; the others are guests. */
export function people({ own, pick, t, prefix }: Sql, count: number): string[] {
  const role = (name: string) => `a:1:{s:${name.length}:"${name}";b:1;}`;
  const accounts = Object.entries(staff).map(
    ([login, of], index) =>
      `(${index + 1}, ${quoted(login)}, '$P$BLt2Vh0uVZf8uKmVqkUo7rQm0pJx0x1', ${quoted(login)}, '${login}@shop.example',
        '2024-03-01 09:00:00', ${quoted(login)}, ${quoted(role(of))})`,
  );
  return [
    `CREATE TEMPORARY TABLE ${own('person')} (p int unsigned PRIMARY KEY, user_id int unsigned, first varchar(60),
      last varchar(60), city varchar(60), country char(2), email varchar(100), phone varchar(40), postcode varchar(10))
      ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci`,
    `INSERT INTO ${own('person')} SELECT seq, IF(seq % 3 = 0, NULL, 100 + seq),
      ${oneOf(pick('first', 'seq', firstNames.length), firstNames)}, ${oneOf(pick('last', 'seq', lastNames.length), lastNames)},
      ${oneOf(pick('city', 'seq', cities.length), cities)}, ELT(1 + seq % 4, 'DE', 'PL', 'GB', 'US'),
      CONCAT('buyer', seq, '@mail.example'), CONCAT('+49 221 ', LPAD(${pick('phone', 'seq', 9_000_000)}, 7, '0')),
      LPAD(${pick('post', 'seq', 99_999)}, 5, '0') FROM seq_1_to_${count}`,
    `CREATE TEMPORARY TABLE ${own('staff')} (id int unsigned, login varchar(60), pass varchar(255), nick varchar(60),
      email varchar(100), at datetime, shown varchar(60), role text) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci`,
    `INSERT INTO ${own('staff')} VALUES ${accounts.join(', ')}`,
    `INSERT INTO ${t('users')} (ID, user_login, user_pass, user_nicename, user_email, user_registered, display_name)
      SELECT id, login, pass, nick, email, at, shown FROM ${own('staff')} UNION ALL
      SELECT user_id, CONCAT('buyer', p), CONCAT('$P$B', LEFT(TO_BASE64(UNHEX(MD5(p))), 22), 'aaaaaaaa'), CONCAT('buyer', p), email,
      '2024-05-01 00:00:00' + INTERVAL p MINUTE, CONCAT(first, ' ', last) FROM ${own('person')} WHERE user_id IS NOT NULL`,
    `INSERT INTO ${t('usermeta')} (user_id, meta_key, meta_value) SELECT id, '${prefix}capabilities', role FROM ${own('staff')}
      UNION ALL SELECT id, '${prefix}user_level', IF(role LIKE '%administrator%', 10, 0) FROM ${own('staff')}`,
    `INSERT INTO ${t('usermeta')} (user_id, meta_key, meta_value) SELECT user_id,
      ELT(k.seq, '${prefix}capabilities', '${prefix}user_level', 'first_name', 'last_name', 'billing_email', 'billing_phone',
        'billing_city', 'wc_last_active'),
      ELT(k.seq, ${quoted(role('customer'))}, '0', first, last, email, phone, city, '1795564800')
      FROM ${own('person')} CROSS JOIN seq_1_to_8 k WHERE user_id IS NOT NULL ORDER BY p, k.seq`,
    `INSERT INTO ${t('wc_customer_lookup')} (customer_id, user_id, username, first_name, last_name, email, date_last_active,
      country, postcode, city, state) SELECT p, user_id, IF(user_id IS NULL, '', CONCAT('buyer', p)), first, last, email,
      '2026-11-01 00:00:00', country, postcode, city, '' FROM ${own('person')}`,
  ];
}
