import { type Finding, judged, notRun } from './finding';
import { headerOf, type Visit } from './visitor';

/** Two years, as the distributions promise. */
const leastMaxAgeSeconds = 63_072_000;

/** What every page of the shop door says to browsers, and what is wrong with a value. */
const promised: Readonly<Record<string, (value: string) => boolean>> = {
  'strict-transport-security': (value) => maxAge(value) >= leastMaxAgeSeconds,
  'x-content-type-options': (value) => /^nosniff$/i.test(value.trim()),
  'referrer-policy': (value) => value.trim() === 'strict-origin-when-cross-origin',
  'x-frame-options': (value) => /^sameorigin$/i.test(value.trim()),
  'content-security-policy': (value) => directive(value, 'frame-ancestors') === "'self'",
  'content-security-policy-report-only': (value) => directive(value, 'default-src') === "'self'",
  'permissions-policy': (value) => /(^|,)\s*camera=\(\)\s*(,|$)/.test(value),
};

/** @param pages of the shop door */
export function checkHeaders(pages: readonly Visit[]): Finding {
  if (pages.length === 0) return notRun('no page was answered');
  const complaints = Object.entries(promised).flatMap(([name, isRight]) => {
    const where = (wrong: (value: string | undefined) => boolean) => [
      ...new Set(pages.filter((page) => wrong(headerOf(page, name))).map(({ path }) => path)),
    ];
    const lacking = where((value) => value === undefined);
    const weak = where((value) => value !== undefined && !isRight(value));
    return [
      ...(lacking.length > 0 ? [`${lacking.join(', ')} without ${name}`] : []),
      ...(weak.length > 0 ? [`${weak.join(', ')} with another ${name} than promised`] : []),
    ];
  });
  return judged(complaints, `all ${Object.keys(promised).length} headers on ${pages.length} pages`);
}

/** Browsers go by the first of a name. https://www.w3.org/TR/CSP3/#parse-serialized-policy */
function directive(policy: string, sought: string): string | undefined {
  const all = policy.split(';').map((each) => each.trim().split(/\s+/));
  return all
    .find(([name]) => name?.toLowerCase() === sought)
    ?.slice(1)
    .join(' ');
}

function maxAge(value: string): number {
  const [, seconds = '-1'] = /(?:^|;)\s*max-age="?(\d{1,12})"?\s*(?:;|$)/i.exec(value) ?? [];
  return Number(seconds);
}
