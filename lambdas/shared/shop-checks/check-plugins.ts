import { activePlugins } from './plugins';
import { type ShopCheck, notRun, passIf } from './shop-check';

export const plugins: ShopCheck = {
  id: 'shop-plugins',
  what: 'the active plugins are those expected, WooCommerce among them',
  expected: 'not judged without a list of plugins',
  requirement: 'PCI DSS 6.5.1',
  needs: () => ['options'],
  look: async (shop) => {
    const active = await activePlugins(shop);
    if (active === undefined) return passIf(false, 'the list of active plugins cannot be read', 'a list');
    if (!active.includes('woocommerce')) return passIf(false, active.join(', ') || 'none', 'woocommerce among them');
    const wanted = shop.expectations.plugins;
    if (wanted === undefined) return notRun(`no plugins are named; active are ${active.join(', ')}`);
    const more = active.filter((name) => !wanted.includes(name));
    const less = wanted.filter((name) => !active.includes(name));
    return passIf(
      more.length + less.length === 0,
      `${active.length} active${more.length > 0 ? `; not expected: ${more.join(', ')}` : ''}${less.length > 0 ? `; missing: ${less.join(', ')}` : ''}`,
      [...wanted].sort().join(', '),
    );
  },
};
