import type { OpenShop } from './open-shop';
import { type PhpValue, unserialize } from './php-serialized';

/** Who holds one of these can make himself an administrator, or run code. */
const powers = [
  'manage_options',
  'promote_users',
  'install_plugins',
  'activate_plugins',
  'edit_plugins',
  'edit_themes',
];

/**
 * Logins of all who administer the shop, by whatever role or capability, sorted. Undefined when the roles cannot be read.
 * @throws Error when the database refuses
 */
export async function administratorsOf(shop: OpenShop): Promise<readonly string[] | undefined> {
  const roles = unserialize((await shop.option(`${shop.prefix}user_roles`)) ?? '');
  if (!isMap(roles)) return undefined;
  const powerful = new Set(
    [...roles].filter(([, role]) => isMap(role) && isPowerful(role.get('capabilities'))).map(([n]) => n),
  );
  // Most accounts are customers: those never travel, unless their role was given power.
  const harmless = ['customer', 'subscriber'].filter((role) => !powerful.has(role)).map(serializedRole);
  const rows = await shop.rows(
    `SELECT u.user_login, m.meta_value FROM ${shop.t('usermeta')} m JOIN ${shop.t('users')} u ON u.ID = m.user_id
      WHERE m.meta_key = ?${harmless.map(() => ' AND m.meta_value <> ?').join('')}`,
    [`${shop.prefix}capabilities`, ...harmless],
  );
  const found = rows
    .filter(([, capabilities]) => administers(unserialize(capabilities ?? ''), powerful))
    .map(([login]) => login ?? '');
  return [...new Set(found)].sort();
}

function administers(capabilities: PhpValue | undefined, powerful: ReadonlySet<string>): boolean {
  if (!isMap(capabilities)) return false;
  return isPowerful(capabilities) || [...capabilities].some(([name, on]) => on === true && powerful.has(name));
}

function isPowerful(capabilities: PhpValue | undefined): boolean {
  return isMap(capabilities) && powers.some((power) => capabilities.get(power) === true);
}

function isMap(value: PhpValue | undefined): value is ReadonlyMap<string, PhpValue> {
  return value instanceof Map;
}

function serializedRole(role: string): string {
  return `a:1:{s:${role.length}:"${role}";b:1;}`;
}
