import {
  type AclRow,
  type AclStatement,
  all,
  allow,
  any,
  block,
  comesFrom,
  exactly,
  isThere,
  label,
  lowerCase,
  managed,
  method,
  not,
  path,
  pathInSet,
  query,
  rate,
  regex,
  variable,
} from './acl-words';

// What the web ACLs of a store without integrations say, word by word. What the words mean for requests, test/doors asks.

/** Refused whatever folder it lies in, at both doors; and scripts by their name. */
const refusedAtBoth = [
  '[\\x00-\\x1f\\x7f]',
  '/\\.',
  '(\\.(bak|old|orig|save|sw[op]|sql|log|ini|conf|env|lock|dist|tmp)|~)$',
  '\\.(gz|bz2|xz|zst|zip|tar|tgz|7z|rar|phar|sh)$',
  '\\.(phtml|phps|pht|php[0-9]+|shtml|cgi|pl|py|jsp|aspx?|inc|twig)$',
  '/(readme[^/]*|changelog[^/]*|license[^/]*|licens[^/]*|composer|package|package-lock|installed|debug)\\.(html?|txt|md|json|xml)$',
  '^/wp-admin',
  '^/wp-(content|includes)(/|$)',
  '/trackback/?$',
  '^/wp-sitemap-users',
  '\\.php(/|$)',
];

const webTill = '^/wp-content/plugins/wcpos-web-bundle/build/[a-z0-9/_-]+\\.json$';

/** Path families that the shop door refuses. */
export const refusedAtShop = [
  ...refusedAtBoth,
  '^/wp-login\\.php',
  webTill,
  '^/wcpos-(login|auth)',
  '^/(pos(/|$)|wcpos)',
  '^/wc-auth(/|$)',
  '^/wc-api/v[0-9]',
  '^/author(/|$)',
  '^/wp-json(/|$)',
];

/** Path families that the staff door refuses. */
export const refusedAtStaff = refusedAtBoth;

/** The alternatives of patterns, however they are packed into them: what stands between bars outside of all brackets. */
export function alternativesOf(patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => {
    let depth = 0;
    const marked = Array.from(pattern).map((sign, at) => {
      if (pattern[at - 1] === '\\') return sign;
      depth += Number(sign === '(') - Number(sign === ')');
      return sign === '|' && depth === 0 ? '\n' : sign;
    });
    return marked.join('').split('\n');
  });
}

const wellKnown = '^/\\.well-known/(apple-developer-merchantid-domain-association|security\\.txt|change-password)$';
const adminAjax = '^/wp-admin/admin-(ajax|post)\\.php$';
const passwordMeter = '^/wp-admin/js/password-strength-meter(\\.min)?\\.js$';
const indexScript = '^/index\\.php$';
const comments = '^/wp-comments-post\\.php$';
const uploads =
  '^/wp-content/uploads/(19|20)[0-9]{2}/(0[1-9]|1[0-2])/[^/]+\\.(jpe?g|png|gif|webp|avif|ico|mp4|webm|mp3|m4a|ogg|pdf)$';
const placeholder = '^/wp-content/uploads/woocommerce-placeholder(-[0-9]+x[0-9]+)?\\.(png|webp)$';
const releaseFiles =
  '^/wp-(content/(plugins|themes)|includes)/.+\\.(css|m?js|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|eot|otf|mp3|mp4|wav|wasm)$';
const restCheckout = '^/wp-json/wc/store(/v1)?/(checkout|batch)(/|$)';
const restCoupon = '^/wp-json/wc/store(/v1)?/cart/(apply-coupon|coupons)(/|$)';
const restShopping = '^/wp-json/wc/store(/|$)';
const restEmbed = '^/wp-json/oembed/1\\.0/embed/?$';
const restPaypal = '^/wp-json/paypal/v1/incoming/?$';

const disguised = regex(path, '(\\.\\.|//|%2[eEfF]|%5[cC])');
const oneOf = (...patterns: readonly string[]) => `(${patterns.join('|')})`;
const customersAtSignIn = all(
  regex(path, '^/wp-login\\.php$'),
  regex(variable('action'), '^(confirmaction|postpass)$'),
);
const pagesOnly = not(regex(method, '^(GET|HEAD|POST)$'));
const userSitemap = regex(query, '(^|&)(sitemap=users)');

const refused = (set: string, exempt: readonly AclStatement[], variables: string): AclRow => [
  'refused-by-table',
  all(
    not(all(not(disguised), any(...exempt))),
    any(pathInSet(set), regex(query, `(^|&)(${variables})(=|\\[|%5[bB])`), userSitemap, pagesOnly),
  ),
  block(404),
];

const checkoutPlaces = any(
  regex(path, oneOf('^/checkout(/|$)', '^/cart(/|$)', restCheckout, restCoupon), lowerCase),
  regex(
    variable('rest_route'),
    '(^(/|%2[fF])wc(/|%2[fF])store((/|%2[fF])v1)?(/|%2[fF])(checkout|batch)((/|%2[fF])|$)|^(/|%2[fF])wc(/|%2[fF])store((/|%2[fF])v1)?(/|%2[fF])cart(/|%2[fF])(apply-coupon|coupons)((/|%2[fF])|$))',
  ),
  regex(query, '(^|&)(wc-ajax=(checkout|update_order_review|apply_coupon)(&|$))'),
);
const searches = regex(query, '(^|&)((s|search)=)');

const rates = (
  limits: Record<'address' | 'signIn' | 'checkout' | 'search', number>,
  signIn: AclStatement,
): AclRow[] => [
  ['rate-of-address', rate(limits.address), block(429)],
  ['rate-of-sign-in', rate(limits.signIn, signIn), block(429)],
  ['rate-of-checkout', rate(limits.checkout, checkoutPlaces), block(429)],
  ['rate-of-search', rate(limits.search, searches), block(429)],
];

const labels = (group: string, ...names: readonly string[]) =>
  names.map((name) => label(`awswaf:managed:aws:${group}:${name}`));
const sqlBodies = labels('sql-database', 'SQLi_Body', 'SQLiExtendedPatterns_Body');
const programs = any(regex(path, oneOf('^/wc-api/[^/]+/?$', restPaypal)), regex(query, '(^|&)(wc-api=)'));

/** The shop's rules, in their order. */
export const shopRules: AclRow[] = [
  refused(
    'ShopWebAclRefusedPaths',
    [
      regex(path, oneOf(wellKnown, adminAjax, passwordMeter, indexScript)),
      regex(path, oneOf(comments, uploads)),
      regex(path, oneOf(placeholder)),
      regex(path, oneOf(releaseFiles, restShopping, restEmbed)),
      regex(path, oneOf(restPaypal)),
      customersAtSignIn,
    ],
    'author(_name)?|tb|wcpos-(login|auth)|(pos|wcpos[a-z_-]*)|wc-auth-(version|route)|wc-api-(version|route)|(preview(_id|_nonce)?|wp_customize|customize_[a-z_]+)|_method',
  ),
  [
    'refused-rest-route',
    all(
      isThere(variable('rest_route')),
      not(
        regex(
          variable('rest_route'),
          '(^(/|%2[fF])wc(/|%2[fF])store((/|%2[fF])|$)|^(/|%2[fF])oembed(/|%2[fF])1\\.0(/|%2[fF])embed$|^(/|%2[fF])paypal(/|%2[fF])v1(/|%2[fF])incoming$)',
        ),
      ),
    ),
    block(404),
  ],
  ...rates(
    { address: 5000, signIn: 100, checkout: 300, search: 300 },
    all(exactly(method, 'POST'), regex(path, oneOf('^/wp-login\\.php$', comments, '^/my-account(/|$)'), lowerCase)),
  ),
  managed('AmazonIpReputationList', 'AWSManagedIPReputationList', 'AWSManagedReconnaissanceList'),
  managed('KnownBadInputsRuleSet'),
  managed(
    'CommonRuleSet',
    'SizeRestrictions_Cookie_HEADER',
    'SizeRestrictions_BODY',
    'NoUserAgent_HEADER',
    'SizeRestrictions_QUERYSTRING',
    'GenericRFI_QUERYARGUMENTS',
    'GenericRFI_BODY',
    'CrossSiteScripting_BODY',
  ),
  managed('SQLiRuleSet', 'SQLi_BODY', 'SQLiExtendedPatterns_BODY'),
  managed('PHPRuleSet', 'PHPHighRiskMethodsVariables_BODY'),
  managed('WordPressRuleSet'),
  [
    'labelled-unlike-browsers',
    all(
      any(
        ...labels('amazon-ip-list', 'AWSManagedIPReputationList', 'AWSManagedReconnaissanceList'),
        ...labels('core-rule-set', 'NoUserAgent_Header', 'SizeRestrictions_QueryString', 'GenericRFI_QueryArguments'),
        ...labels('core-rule-set', 'GenericRFI_Body', 'CrossSiteScripting_Body'),
        ...sqlBodies,
        ...labels('php-app', 'PHPHighRiskMethodsVariables_Body'),
      ),
      not(programs),
    ),
    block(403),
  ],
  [
    'labelled-long-bodies',
    all(
      ...labels('core-rule-set', 'SizeRestrictions_Body'),
      not(any(programs, regex(path, oneOf(adminAjax, comments, restShopping, restEmbed, restPaypal)))),
    ),
    block(403),
  ],
];

const staffSignIn = all(
  exactly(method, 'POST'),
  any(
    regex(
      path,
      oneOf('^/wp-login\\.php$', '^/wp-login\\.php', comments, '^/wcpos-(login|auth)', '^/my-account(/|$)'),
      lowerCase,
    ),
    regex(query, '(^|&)(wcpos-(login|auth)=)'),
  ),
);

/** The staff door's rules, in their order. */
export const staffRules = (staffIpv6: boolean): AclRow[] => [
  refused(
    'StaffWebAclRefusedPaths',
    [
      regex(path, oneOf(wellKnown, '^/wp-login\\.php', adminAjax, passwordMeter)),
      regex(
        path,
        oneOf(
          '^/wp-admin/(css|js|images)/.+\\.(css|js|png|jpe?g|gif|svg|webp|ico|woff2?)$',
          '^/wp-admin(/([a-z0-9_-]+\\.php)?)?$',
          indexScript,
          comments,
        ),
      ),
      regex(path, oneOf(uploads, placeholder)),
      regex(path, oneOf(webTill, releaseFiles)),
      regex(path, oneOf('^/wp-json(/|$)')),
      customersAtSignIn,
    ],
    'tb',
  ),
  ...rates({ address: 20_000, signIn: 100, checkout: 1000, search: 1000 }, staffSignIn),
  managed('AmazonIpReputationList'),
  managed('KnownBadInputsRuleSet'),
  managed('SQLiRuleSet', 'SQLi_BODY', 'SQLiExtendedPatterns_BODY'),
  ['labelled-sign-in', all(any(...sqlBodies), staffSignIn), block(403)],
  [
    'of-staff-networks',
    staffIpv6
      ? any(comesFrom('StaffWebAclStaffIPV4'), comesFrom('StaffWebAclStaffIPV6'))
      : comesFrom('StaffWebAclStaffIPV4'),
    allow,
  ],
];
