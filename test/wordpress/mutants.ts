/** Which tests are about which class, the likeliest first. */
export const nearTests: Readonly<Record<string, readonly string[]>> = {
  plugin: ['urls.test.ts'],
  'one-time-sign-in': ['sign-in.test.ts'],
  'own-requests': ['own-requests.test.ts'],
  'script-translations': ['script-translations.test.ts'],
  'route-guard': ['route-guard.test.ts'],
  'staff-identity': ['staff-identity.test.ts', 'sign-in.test.ts'],
  'accounts-hidden': ['surface.test.ts'],
  'stored-content': ['urls.test.ts'],
  'staff-pages': ['urls.test.ts'],
  urls: ['urls.test.ts'],
  surface: ['surface.test.ts'],
  caller: ['staff-identity.test.ts'],
  cookies: ['staff-identity.test.ts', 'sign-in.test.ts'],
  'sign-in-answers': ['sign-in.test.ts'],
  'versions-hidden': ['surface.test.ts'],
  'mail-links': ['mail.test.ts'],
  mail: ['mail.test.ts', 'mail-relay.test.ts'],
  'shop-defaults': ['install.test.ts'],
  'customer-accounts': ['surface.test.ts'],
  'included-files': ['surface.test.ts'],
  till: ['surface.test.ts', 'sign-in.test.ts'],
  journal: ['journal.test.ts'],
};

/** Guards whose loss no request can show, and why. */
export const covered: readonly { readonly file: string; readonly line: string; readonly reason: string }[] = [
  {
    file: 'surface',
    line: "remove_action('wp_head', 'wlwmanifest_link');",
    reason: 'WordPress has not added it since 6.3: the line could go',
  },
];
