/**
 * When AWS stops to patch a runtime: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, column "Deprecation date".
 * Node.js is what the store's own functions run; Python is what Secrets Manager's rotation runs. AWS moves these dates back at times,
 * and never forward by surprise: what is not in here is not known to be patched.
 */
export const lambdaRuntimes: Readonly<Record<string, string>> = {
  'nodejs20.x': '2026-04-30',
  'nodejs22.x': '2027-04-30',
  'nodejs24.x': '2028-04-30',
  'python3.12': '2028-10-31',
  'python3.13': '2029-06-30',
};
