/** Environment of `fetch-vulnerabilities`. */
export const fetchVulnerabilitiesEnvironment = {
  bucket: 'FEED_BUCKET',
  /** ARN of the secret with the API key, as plain text or as JSON with `key`. */
  secretArn: 'FEED_SECRET_ARN',
  metricNamespace: 'METRIC_NAMESPACE',
} as const;

export const fetchVulnerabilitiesMetrics = {
  /** 1 each time that a whole feed was kept; its absence is the alarm. */
  fetched: 'VulnerabilityFeedFetched',
} as const;

/** Of the account's alarms. */
export const accountMetricNamespace = 'Storefort/Account';

/** Where the feed lies in its bucket. The manifest is put last and names the version of the feed: without it there is none. */
export const feedKeys = {
  feed: 'wordfence/production.json.gz',
  manifest: 'wordfence/manifest.json',
} as const;

/** How old a feed may be before nothing is proven by it. */
export const feedMaxAgeHours = 48;
