/** Kinds of files that pages load most. Others are served as well, uncached. */
const kinds = [
  'avif',
  'css',
  'gif',
  'ico',
  'jpeg',
  'jpg',
  'js',
  'mjs',
  'png',
  'svg',
  'ttf',
  'wasm',
  'webp',
  'woff',
  'woff2',
];

/**
 * Where files are that CloudFront may keep. In plugins and themes by kind, because a declared integration may call a script
 * there; below includes and uploads nothing is ever called by its name. AWS's default quota, in accounts of some age, is
 * 25 behaviours a distribution.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export const filePatterns: readonly string[] = [
  '/wp-content/uploads/*',
  '/wp-includes/*',
  ...kinds.map((kind) => `/wp-content/*.${kind}`),
];

/** What wp-admin looks like. */
export const adminFilePatterns: readonly string[] = ['/wp-admin/css/*', '/wp-admin/images/*', '/wp-admin/js/*'];
