import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { WordPressOrgAddresses } from '../../../lambdas/verify-patches/http-wordpress-org';
import { Web } from '../../lambdas/shared/http/web';

/** MD5 of every file below a folder, by its path from there; links are none. */
function sumsBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name));
  const md5 = (file: string) => createHash('md5').update(readFileSync(file)).digest('hex');
  return Object.fromEntries(paths.map((file) => [path.relative(folder, file), md5(file)]));
}

/**
 * Plays api.wordpress.org and downloads.wordpress.org for a release as it is when this is made: WordPress, its theme and one
 * plugin of those versions. Every other plugin is unknown to it.
 */
export class PlayedWordPressOrg {
  /** Whether the plugin is closed. */
  isClosed = false;
  /** Answers to addresses that hold this text end in the middle. @default - none does */
  cut: string | undefined;
  readonly web = new Web();
  private readonly answers: Readonly<Record<string, () => unknown>>;

  constructor(wordpress: string, core: string, plugin: { slug: string; version: string }, theme: string) {
    const all = Object.entries(sumsBelow(wordpress)).filter(([file]) => !/^wp-content\/plugins\/[^/]+\//.test(file));
    // Published with WordPress are its themes too, and a plugin that releases may leave out.
    const checksums = { ...Object.fromEntries(all), 'wp-content/plugins/akismet/akismet.php': '0'.repeat(32) };
    const sums = Object.entries(sumsBelow(path.join(wordpress, 'wp-content/plugins', plugin.slug)));
    const files = Object.fromEntries(sums.map(([file, md5]) => [file, { md5, sha256: '' }]));
    const listed = { name: 'Listed', ...plugin, last_updated: '2026-11-05 6:24pm GMT' };
    const closed = { error: 'closed', closed: true, closed_date: '2026-11-20', reason_text: 'Security Issue' };
    this.answers = {
      '/core/stable-check/1.0/': () => ({ '6.0': 'insecure', [core]: 'latest' }),
      [`/core/checksums/1.0/?version=${core}&locale=en_US`]: () => ({ checksums }),
      [`/plugin-checksums/${plugin.slug}/${plugin.version}.json`]: () => ({ ...plugin, files }),
      [`/plugins/info/1.2/ ${plugin.slug}`]: () => (this.isClosed ? closed : listed),
      '/themes/info/1.2/ twentytwentyfive': () => ({
        slug: 'twentytwentyfive',
        version: theme,
        last_updated: '2026-11-05',
      }),
    };
  }

  async listen(): Promise<WordPressOrgAddresses> {
    const { origin } = await this.web.http(({ url = '' }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://wordpress.test');
      const slug = searchParams.get('request[slug]');
      const answer = this.answers[slug === null ? url : `${pathname} ${slug}`]?.();
      const body = Buffer.from(JSON.stringify(answer ?? { error: 'Plugin not found.' }));
      const isCut = this.cut !== undefined && url.includes(this.cut);
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json', 'content-length': body.length });
      response.write(isCut ? body.subarray(0, body.length / 2) : body, () => {
        if (isCut) response.destroy();
        else response.end();
      });
    });
    return { api: origin, downloads: origin };
  }
}
