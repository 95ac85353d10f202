import { faultOf, type Finding, judged, notRun, unknown } from './finding';
import { headerOf, type Visit, type Visitor } from './visitor';

/** Name programs that run here; CloudFront takes them away. */
const telling = ['x-powered-by', 'x-pingback', 'x-redirect-by', 'x-generator'] as const;

/** Files that come with WordPress and plugins, and say which version. */
const tellingFiles = ['/readme.html', '/license.txt', '/wp-content/plugins/woocommerce/readme.txt'] as const;

const feed = '/feed/';

/** What in a page or feed names a version. Each pattern looks at a bounded stretch only. */
const tellingText: Readonly<Record<string, RegExp>> = {
  'a generator': /<meta\b[^<>]{0,500}\bname=["']?generator\b|<generator>[^<]{0,200}\d/i,
  'versions of scripts or styles': /[?&;]ver=\d{1,3}\.\d{1,4}/,
};

/** What was answered anyway, at both doors. */
function leaksOf(visits: readonly Visit[]): readonly string[] {
  const found = visits.flatMap((visit) => {
    const headers = telling.filter((name) => headerOf(visit, name) !== undefined);
    const server = /\d/.test(headerOf(visit, 'server') ?? '') ? ['a version in server'] : [];
    const text = Object.entries(tellingText).flatMap(([what, pattern]) => (pattern.test(visit.text) ? [what] : []));
    return [...headers, ...server, ...text].map((what) => `${visit.path} tells ${what}`);
  });
  return [...new Set(found)];
}

/** @param stranger at the shop door, who asks for what tells a version; undefined: nobody asks */
export async function checkLeaks(visits: readonly Visit[], stranger?: Visitor): Promise<Finding> {
  const { complaints, fault } = stranger === undefined ? { complaints: [] } : await askForVersions(stranger);
  const all = [...visits, ...(stranger?.visits ?? [])];
  const found = [...complaints, ...leaksOf(all)];
  if (found.length === 0 && fault !== undefined) return unknown(fault.observed);
  if (all.length === 0) return notRun('nothing was answered');
  return judged(found, `no version in ${all.length} answers`);
}

async function askForVersions(stranger: Visitor): Promise<{ complaints: readonly string[]; fault?: Finding }> {
  const complaints: string[] = [];
  let fault: Finding | undefined;
  for (const path of [...tellingFiles, feed]) {
    try {
      const { status } = await stranger.get(path);
      if (status === 200 && path !== feed) complaints.push(`${path} is served`);
    } catch (error) {
      fault ??= faultOf(error);
    }
  }
  return { complaints, fault };
}
