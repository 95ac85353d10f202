import { gatewayDomains } from '../../lib/network/gateway-domains';
import { gatewayOrigins, unknownGateways } from '../../lib/edge/gateway-origins';
import { contentSecurityPolicy, shopPermissions, staffPermissions } from '../../lib/edge/page-policies';
import type { StoreFile } from '../../lib/config/schema';
import { aStore } from '../support/stores';

const reason = 'a reason long enough for the schema';
const paying = (...gateways: string[]) =>
  aStore({ payments: gateways.map((gateway) => ({ gateway, mode: 'iframe' as const })) });

function directive(policy: string, name: string): string[] {
  const found = policy.split('; ').find((each) => each.startsWith(`${name} `));
  return found?.split(' ').slice(1) ?? [];
}

test('a shop that takes cash loads from itself only', () => {
  const policy = contentSecurityPolicy(paying('cod'));
  expect(directive(policy, 'script-src')).toEqual(["'self'", "'unsafe-inline'"]);
  expect(directive(policy, 'frame-src')).toEqual(["'self'"]);
  expect(directive(policy, 'object-src')).toEqual(["'none'"]);
});

test.each([
  ['stripe', 'script-src', 'https://js.stripe.com'],
  ['stripe', 'frame-src', 'https://hooks.stripe.com'],
  ['ppcp-gateway', 'form-action', 'https://www.paypal.com'],
  ['ppcp-gateway', 'script-src', 'https://www.paypalobjects.com'],
  ['square_credit_card', 'script-src', 'https://web.squarecdn.com'],
  ['mollie', 'script-src', 'https://js.mollie.com'],
  ['klarna_payments', 'connect-src', 'https://*.klarna.com'],
  ['woocommerce_payments', 'script-src', 'https://js.stripe.com'],
])('%s may be in %s: %s', (gateway, name, origin) => {
  expect(directive(contentSecurityPolicy(paying(gateway)), name)).toContain(origin);
  expect(contentSecurityPolicy(paying('cod'))).not.toContain(origin);
});

test('a declared integration that runs in the browser adds its origins, one that only calls the shop adds none', () => {
  const integrate = (name: string): Partial<StoreFile> => ({
    integrations: [{ name, routes: ['/wp-json/wc/v3/orders'], credential: 'signature', reason }],
  });
  expect(contentSecurityPolicy(aStore(integrate('jetpack')))).toContain('https://stats.wp.com');
  expect(contentSecurityPolicy(aStore(integrate('erp')))).toBe(contentSecurityPolicy(aStore()));
});

test('names each origin once, whatever the order of gateways', () => {
  const policy = contentSecurityPolicy(paying('stripe', 'woocommerce_payments', 'ppcp-gateway'));
  expect(contentSecurityPolicy(paying('ppcp-gateway', 'woocommerce_payments', 'stripe'))).toBe(policy);
  const frames = directive(policy, 'frame-src');
  expect(frames).toEqual([...new Set(frames)]);
});

test('fits CloudFront’s 1,783 characters with every known gateway at once', () => {
  expect(contentSecurityPolicy(paying(...Object.keys(gatewayOrigins))).length).toBeLessThanOrEqual(1783);
});

test('knows in the browser the gateways that it knows at the server', () => {
  expect(Object.keys(gatewayOrigins).sort()).toEqual(Object.keys(gatewayDomains).sort());
});

test('lets the payment sheet into the frames of known gateways, and leaves it to the browser with an unknown one', () => {
  expect(shopPermissions(paying('stripe'))).toContain('payment=(self "https://js.stripe.com")');
  expect(shopPermissions(paying('cod'))).toContain('payment=(self)');
  expect(shopPermissions(paying('stripe', 'acme_pay'))).not.toContain('payment');
  expect(unknownGateways(paying('stripe', 'acme_pay').payments)).toEqual(['acme_pay']);
});

test('a till may use camera and cable, the shop may not', () => {
  expect(staffPermissions()).toMatch(/camera=\(self\).*usb=\(self\)/);
  expect(shopPermissions(aStore())).toMatch(/camera=\(\).*usb=\(\)/);
  expect(staffPermissions()).toContain('microphone=()');
});
