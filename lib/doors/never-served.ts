import { read, refused } from './methods';
import type { Route } from './route';

/** Before WordPress's own paths: what must never be served, whatever folder it lies in. */
export const neverServed: readonly Route[] = [
  {
    id: 'control-character',
    on: 'path',
    pattern: '[\\x00-\\x1f\\x7f]',
    why: 'no address has one; a line break ends what `$` matches',
    ...refused,
  },
  {
    id: 'well-known',
    on: 'path',
    pattern: '^/\\.well-known/(apple-developer-merchantid-domain-association|security\\.txt|change-password)$',
    why: 'payment processors and browsers ask for these by standard names',
    shop: read,
    staff: read,
  },
  { id: 'hidden', on: 'path', pattern: '/\\.', why: 'dotfiles hold secrets and histories', ...refused },
  {
    id: 'leftover',
    on: 'path',
    pattern: '(\\.(bak|old|orig|save|sw[op]|sql|log|ini|conf|env|lock|dist|tmp)|~)$',
    why: 'backups, dumps, logs and settings somebody left in a served folder',
    ...refused,
  },
  {
    id: 'archive',
    on: 'path',
    pattern: '\\.(gz|bz2|xz|zst|zip|tar|tgz|7z|rar|phar|sh)$',
    why: 'packed copies of the shop somebody left in a served folder, or archives PHP would run',
    ...refused,
  },
  {
    id: 'disguised-script',
    on: 'path',
    pattern: '\\.(phtml|phps|pht|php[0-9]+|shtml|cgi|pl|py|jsp|aspx?|inc|twig)$',
    why: 'other spellings of programs',
    ...refused,
  },
  {
    id: 'inventory',
    on: 'path',
    pattern:
      '/(readme[^/]*|changelog[^/]*|license[^/]*|licens[^/]*|composer|package|package-lock|installed|debug)\\.(html?|txt|md|json|xml)$',
    why: 'tell strangers which versions run here',
    ...refused,
  },
];
