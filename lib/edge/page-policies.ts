import type { StoreConfig } from '../config/schema';
import { type BrowserOrigins, gatewayOrigins, integrationOrigins, unknownGateways } from './gateway-origins';

/** What of a store file decides what its pages load. */
export type PageConfig = Pick<StoreConfig, 'payments' | 'integrations'>;

/**
 * What the shop's pages are meant to load, from `payments` and `integrations`. It is sent as report-only: a browser notes in
 * its console what does not fit, and loads it. Nothing collects these notes yet. Inline scripts and styles are WooCommerce's
 * and the themes' own way.
 */
export function contentSecurityPolicy(store: PageConfig): string {
  const from = (kind: keyof BrowserOrigins) => originsOf(store, kind);
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'self'"],
    'script-src': ["'self'", "'unsafe-inline'", ...from('script')],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'https://secure.gravatar.com', ...from('image')],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", ...from('connect')],
    'frame-src': ["'self'", ...from('frame')],
    'form-action': ["'self'", ...from('form')],
    'base-uri': ["'self'"],
    'object-src': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');
}

const refusedAtShop = ['camera', 'display-capture', 'geolocation', 'hid', 'microphone', 'midi', 'serial', 'usb'];

/**
 * Shop pages use none of the device's senses. The payment sheet is for the shop and its known gateways' frames; with a
 * gateway that is not in the table it is left to the browser's default, so that nobody's checkout breaks unseen.
 */
export function shopPermissions(store: PageConfig): string {
  const sheet = ['self', ...originsOf(store, 'paymentSheet').map((origin) => `"${origin}"`)].join(' ');
  const payment = unknownGateways(store.payments).length === 0 ? [`payment=(${sheet})`] : [];
  return [...refusedAtShop.map((feature) => `${feature}=()`), ...payment].join(', ');
}

const refusedAtStaff = ['display-capture', 'geolocation', 'microphone', 'midi'];
/** Tills read bar codes by camera, and reach printers and drawers by cable. */
const usedByTills = ['camera', 'hid', 'payment', 'serial', 'usb'];

/** The staff door's pages use what a till is made of, and frames of others none of it. */
export function staffPermissions(): string {
  return [
    ...refusedAtStaff.map((feature) => `${feature}=()`),
    ...usedByTills.map((feature) => `${feature}=(self)`),
  ].join(', ');
}

function originsOf({ payments, integrations }: PageConfig, kind: keyof BrowserOrigins): string[] {
  const known = [
    ...payments.map(({ gateway }) => gatewayOrigins[gateway]),
    ...integrations.map(({ name }) => integrationOrigins[name]),
  ];
  return [...new Set(known.flatMap((each) => each?.[kind] ?? []))].sort();
}
