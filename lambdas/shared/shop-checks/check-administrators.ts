import { administratorsOf } from './administrators';
import { type ShopCheck, notRun, passIf } from './shop-check';

/** More names than anybody reads. */
const mostListed = 20;

export const administrators: ShopCheck = {
  id: 'shop-administrators',
  what: 'exactly the people expected administer the shop, by whatever role',
  expected: 'not judged without their logins',
  requirement: 'PCI DSS 7.2.1',
  needs: () => ['options', 'users', 'usermeta'],
  look: async (shop) => {
    const found = await administratorsOf(shop);
    if (found === undefined) return passIf(false, 'the roles cannot be read', 'roles');
    if (found.length === 0) return passIf(false, 'nobody', 'at least one');
    const wanted = shop.expectations.administrators;
    if (wanted === undefined) return notRun(`no administrators are named; found ${listed(found)}`);
    const more = found.filter((login) => !wanted.includes(login));
    const less = wanted.filter((login) => !found.includes(login));
    return passIf(
      more.length + less.length === 0,
      `${found.length} found${more.length > 0 ? `; not expected: ${listed(more)}` : ''}${less.length > 0 ? `; missing: ${listed(less)}` : ''}`,
      [...wanted].sort().join(', '),
    );
  },
};

function listed(logins: readonly string[]): string {
  const more = logins.length - mostListed;
  return logins.slice(0, mostListed).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
