import { field, wrap } from '../terminal/layout';
import type { Preview } from './preview';
import type { PluginSource } from './release';

export interface Ready {
  readonly preview: Pick<Preview, 'root' | 'shopUrl' | 'staffUrl' | 'caFile' | 'wordpress'>;
  readonly signIn: string;
  readonly plugins: readonly PluginSource[];
}

/** One line for another program. `pid` is the process to end. */
export function renderJson({ preview, signIn }: Ready): string {
  return `${JSON.stringify({ shop: preview.shopUrl, staff: preview.staffUrl, signIn, pid: process.pid })}\n`;
}

/** For a person. No address or path is broken over lines, so that all can be copied. */
export function renderText({ preview, signIn, plugins }: Ready): string {
  const standIn = plugins.some(({ folder }) => folder.includes('/test/stand-ins/'));
  const names = plugins.map(({ name }) => (standIn ? `${name} (STAND-IN)` : name)).join(', ');
  const lines = [
    'The host is up, from the files that AWS gets.',
    '',
    field('Shop door', preview.shopUrl),
    field('Staff door', preview.staffUrl),
    field('Sign in', signIn),
    field('', 'once, within 15 minutes, as an administrator'),
    field('Certificates', `signed by ${preview.caFile}`),
    field('', 'let the browser trust that, or accept its warning'),
    field('Mails', `${preview.root}/mail`),
    field('Logs', `${preview.root}/var/log`),
    field('', `${preview.root}/preview/log`),
    field('Release', `WordPress ${preview.wordpress} with ${names === '' ? 'no plugin' : names}`),
    '',
    wrap(
      'Played by others here: CloudFront and the load balancer by an nginx in front, without a web ACL; RDS by a local MariaDB; ' +
        'Secrets Manager, Parameter Store and the release bucket by files; mail by a folder.',
    ),
    ...(standIn ? [wrap(standInNote)] : []),
    '',
    'Ctrl-C stops it. What the shop holds stays; --fresh starts over.',
  ];
  return `${lines.join('\n')}\n`;
}

const standInNote =
  'A STAND-IN registers the routes of the plugin whose name it bears, and has no shop behind them; --plugins DIR takes real ones.';
